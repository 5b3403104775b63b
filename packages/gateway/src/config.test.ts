import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

let folder = '';
const at = (name: string) => join(folder, name);

const TABLE = `
_format_version: "3.0"
plugins:
  - name: cors
    config: { origins: ["\${PLAYHEAD_ALLOWED_ORIGINS}"], methods: [GET], headers: [Authorization] }
consumers:
  - username: playhead
    jwt_secrets: [{ key: playhead, algorithm: ES256, rsa_public_key: "\${PLAYHEAD_JWT_PUBLIC_KEY}" }]
services:
  - { name: vms, url: "http://vms:8081" }
  - { name: dashboard, url: "http://dashboard:8000" }
`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-gateway-'));
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = { type: 'spki', format: 'pem' } as const;
  await Promise.all([
    writeFile(at('kong.yml'), TABLE),
    writeFile(at('public.pem'), keys.publicKey.export(spki)),
    writeFile(at('private.pem'), keys.privateKey.export({ type: 'pkcs8', format: 'pem' })),
    writeFile(at('rsa.pem'), rsa.publicKey.export(spki)),
    writeFile(at('broken.yml'), `${TABLE}\n  - { name: third, url: "http://third:1", surprise: 1 }\n`),
    writeFile(at('index.html'), ''),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

const read = (environment: Record<string, string> = {}) =>
  readConfig({ KONG_CONFIG: at('kong.yml'), AUTH_PUBLIC_KEY_FILE: at('public.pem'), ...environment });

describe('the configuration of the gateway', () => {
  it('listens on port 8000 of this machine only, and fills the table in', () => {
    const { host, port, config } = read();

    expect([host, port]).toEqual(['127.0.0.1', 8000]);
    expect(config.plugins).toMatchObject([
      { config: { origins: ['http://localhost:8000', 'http://127.0.0.1:8000'] } },
    ]);
    expect(config.consumers[0]?.jwt_secrets[0]?.rsa_public_key).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  });

  it('takes origins, upstreams and the dashboard from the environment', () => {
    const { config, upstreams, dashboardDirectory } = read({
      GATEWAY_ALLOWED_ORIGINS: 'https://a.example, https://b.example',
      GATEWAY_UPSTREAMS: 'vms=127.0.0.1:18081',
      DASHBOARD_DIRECTORY: folder,
    });

    expect(config.plugins).toMatchObject([
      { config: { origins: ['https://a.example', 'https://b.example'] } },
    ]);
    expect(upstreams?.get('vms')).toEqual({ host: '127.0.0.1', port: 18_081 });
    expect(dashboardDirectory).toBe(folder);
  });

  it('reads an IPv6 upstream', () => {
    expect(read({ GATEWAY_UPSTREAMS: 'vms=[::1]:8081' }).upstreams?.get('vms')).toEqual({
      host: '[::1]',
      port: 8081,
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a port that is none', { GATEWAY_PORT: 'eighty' }, /GATEWAY_PORT: a port number/],
    [
      'an upstream without a port',
      { GATEWAY_UPSTREAMS: 'vms=127.0.0.1' },
      /GATEWAY_UPSTREAMS: "vms=127.0.0.1"/,
    ],
    ['an upstream for no service', { GATEWAY_UPSTREAMS: 'vsm=h:1' }, /GATEWAY_UPSTREAMS: .* no service vsm/],
    ['a table that is not there', { KONG_CONFIG: 'nowhere.yml' }, /^KONG_CONFIG: nowhere.yml can't be read/],
    [
      'an unknown field in the table',
      { KONG_CONFIG: 'broken' },
      /^KONG_CONFIG: [\s\S]*services\[2\]: .*surprise/,
    ],
    [
      'a key that is not there',
      { AUTH_PUBLIC_KEY_FILE: 'nowhere.pem' },
      /^AUTH_PUBLIC_KEY_FILE: nowhere.pem can't/,
    ],
    ['no key at all', { AUTH_PUBLIC_KEY_FILE: '' }, /AUTH_PUBLIC_KEY_FILE: the path of the public key/],
    [
      'the private key',
      { AUTH_PUBLIC_KEY_FILE: 'private' },
      /^AUTH_PUBLIC_KEY_FILE: .* is not an ES256 public key/,
    ],
    [
      'a key of another kind',
      { AUTH_PUBLIC_KEY_FILE: 'rsa' },
      /^AUTH_PUBLIC_KEY_FILE: .* is not an ES256 public key/,
    ],
    [
      'a key that is none',
      { AUTH_PUBLIC_KEY_FILE: 'kong' },
      /^AUTH_PUBLIC_KEY_FILE: .* is not an ES256 public key/,
    ],
    [
      'a dashboard that is not built',
      { DASHBOARD_DIRECTORY: '/nowhere' },
      /DASHBOARD_DIRECTORY: .* build the dashboard/,
    ],
    ['any origin', { GATEWAY_ALLOWED_ORIGINS: '*' }, /origins\[0\]: an origin/],
    [
      'two dashboards',
      { DASHBOARD_DIRECTORY: 'here', GATEWAY_UPSTREAMS: 'dashboard=h:1' },
      /exclude each other/,
    ],
  ])('is refused with %s, and says which variable to change', (_what, environment, message) => {
    const files: Record<string, string> = {
      broken: at('broken.yml'),
      private: at('private.pem'),
      rsa: at('rsa.pem'),
      kong: at('kong.yml'),
      here: folder,
    };
    const given = Object.entries(environment).map(([name, value]) => [name, files[value] ?? value]);

    expect(() => read(Object.fromEntries(given))).toThrow(message);
  });
});
