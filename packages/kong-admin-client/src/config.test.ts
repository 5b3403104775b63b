import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

let folder = '';
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-kong-'));
  await writeFile(
    at('kong.yml'),
    `{ _format_version: "3.0", services: [{ name: "\${NAME}", url: "http://\${HOST}" }] }`,
  );
  await writeFile(at('host'), 'vms:8081');
});
afterAll(() => rm(folder, { recursive: true }));

const read = (environment: Record<string, string>) =>
  readConfig({ KONG_ADMIN_URL: 'http://kong:8001', KONG_CONFIG: at('kong.yml'), ...environment });

describe('the configuration of the sync', () => {
  it('fills the table from variables and from files', () => {
    const { adminUrl, config } = read({ NAME: 'vms', HOST_FILE: at('host') });

    expect(adminUrl).toBe('http://kong:8001');
    expect(config.services).toMatchObject([{ name: 'vms', host: 'vms', port: 8081 }]);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['no address of Kong', { KONG_ADMIN_URL: '' }, /KONG_ADMIN_URL: the address of/],
    [
      'a table that is not there',
      { KONG_CONFIG: '/nowhere.yml' },
      /^KONG_CONFIG: \/nowhere.yml can't be read/,
    ],
    ['a placeholder without value', { NAME: 'vms' }, /^KONG_CONFIG: .*needs a value for \$\{HOST\}/],
    [
      'a file that is not there',
      { NAME: 'vms', HOST_FILE: '/nowhere' },
      /^HOST_FILE: \/nowhere can't be read/,
    ],
    [
      'a value that does not fit',
      { NAME: 'v m s', HOST: 'vms' },
      /^KONG_CONFIG: .*\n {2}services\[0\].name: /,
    ],
  ])('is refused with %s, and says which variable to change', (_what, environment, message) => {
    expect(() => read(environment)).toThrow(message);
  });
});
