import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFile } from './log-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'playhead-log-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

function logOnce(line: string, maxBytes?: number): void {
  const log = new LogFile(join(folder, 'vms.log'), maxBytes);
  log.write(line);
  log.close();
}

describe('the log of a program', () => {
  it('begins anew at each start and keeps the three before', async () => {
    for (const start of ['first', 'second', 'third', 'fourth', 'fifth']) logOnce(start);
    const kept = await Promise.all(
      (await readdir(folder)).sort().map((name) => readFile(join(folder, name), 'utf8')),
    );
    expect(kept).toEqual(['fifth\n', 'fourth\n', 'third\n', 'second\n']);
  });

  it('begins anew when it has grown too large', async () => {
    const log = new LogFile(join(folder, 'vms.log'), 10);
    for (const line of ['0123456789', 'next']) log.write(line);
    log.close();
    expect(await readFile(join(folder, 'vms.log'), 'utf8')).toBe('next\n');
    expect(await readFile(join(folder, 'vms.log.1'), 'utf8')).toBe('0123456789\n');
  });

  it('is readable by its owner only', async () => {
    logOnce('line');
    expect((await stat(join(folder, 'vms.log'))).mode & 0o777).toBe(0o600);
  });
});
