import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { binariesIn } from './binaries.ts';
import { withinReach } from './reach.ts';

let folder: string;
const stranger = { uid: 64_999, gid: 64_999 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-reach-'));
  await chmod(folder, 0o755);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** A clone in a home with the given mode. */
async function given(homeMode: number) {
  const home = join(folder, 'home');
  const native = join(home, 'package', 'native');
  await mkdir(join(native, 'bin'), { recursive: true });
  await writeFile(join(native, 'bin', 'postgres'), 'the program', { mode: 0o700 });
  await writeFile(join(home, 'package', 'package.json'), '{"version":"18.4.0"}');
  await chmod(home, homeMode);
  const wanted = { directory: join(home, '.data', 'postgres'), binaries: binariesIn(native) };
  return { wanted, refuge: join(folder, 'refuge') };
}

describe('a clone in a home that is closed to the PostgreSQL account', () => {
  it('keeps programs and data where the account can reach them', async () => {
    const { wanted, refuge } = await given(0o700);
    const { directory, binaries } = await withinReach(wanted, stranger, refuge);
    expect(directory).toMatch(new RegExp(`^${refuge}/postgres-\\w+$`));
    expect(await readFile(binaries.postgres, 'utf8')).toBe('the program');
    expect((await stat(binaries.postgres)).mode & 0o555).toBe(0o555);
  });

  it('finds both again at the next start', async () => {
    const { wanted, refuge } = await given(0o700);
    const first = await withinReach(wanted, stranger, refuge);
    expect(await withinReach(wanted, stranger, refuge)).toEqual(first);
  });

  it('never leaves data that are there already for an empty folder', async () => {
    const { wanted, refuge } = await given(0o700);
    await mkdir(wanted.directory, { recursive: true });
    expect((await withinReach(wanted, stranger, refuge)).directory).toBe(wanted.directory);
  });
});

describe('a clone where the PostgreSQL account can reach it', () => {
  it('stays there', async () => {
    const { wanted, refuge } = await given(0o755);
    expect(await withinReach(wanted, stranger, refuge)).toEqual(wanted);
  });

  it('stays there whatever the modes, for an ordinary user', async () => {
    const { wanted, refuge } = await given(0o700);
    expect(await withinReach(wanted, undefined, refuge)).toEqual(wanted);
  });
});
