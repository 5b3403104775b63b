import { chmod, mkdir, mkdtemp, readFile, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binariesIn, makeReady } from './binaries.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-binaries-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** What npm leaves when it runs no install scripts. */
async function givenAnInstallation(): Promise<string> {
  const home = join(folder, 'native');
  await mkdir(join(home, 'bin'), { recursive: true });
  await mkdir(join(home, 'lib'));
  await writeFile(join(home, 'bin', 'postgres'), '');
  await writeFile(join(home, 'bin', 'initdb'), '');
  await chmod(join(home, 'bin', 'postgres'), 0o644);
  await writeFile(join(home, 'lib', 'libicuuc.so.60.2'), 'the library');
  const links = [{ source: 'native/lib/libicuuc.so.60.2', target: 'native/lib/libicuuc.so.60' }];
  await writeFile(join(home, 'pg-symlinks.json'), JSON.stringify(links));
  return home;
}

describe('an installed PostgreSQL whose install script was blocked', () => {
  it('gets its library links and executable bits back, once or twice alike', async () => {
    const home = await givenAnInstallation();
    await makeReady(home);
    await makeReady(home);
    expect(await readlink(join(home, 'lib', 'libicuuc.so.60'))).toBe('libicuuc.so.60.2');
    expect(await readFile(join(home, 'lib', 'libicuuc.so.60'), 'utf8')).toBe('the library');
    const { postgres, initdb } = binariesIn(home);
    for (const program of [postgres, initdb]) expect((await stat(program)).mode & 0o555).toBe(0o555);
  });
});
