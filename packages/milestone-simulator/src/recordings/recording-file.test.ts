import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RecordingFile } from './recording-file.ts';

const recording = (recordingId: string) => ({
  recordingId,
  cameraId: 'cam',
  start: 1000,
  end: 2000,
  triggerBy: '',
  description: '',
});

describe('the file of recordings', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('gives back what was saved last, and leaves nothing else in its folder', async () => {
    const file = new RecordingFile(join(directory, 'deep', 'er'));
    expect(await file.load()).toEqual([]);
    await Promise.all([file.save([recording('a')]), file.save([recording('a'), recording('b')])]);
    const again = new RecordingFile(join(directory, 'deep', 'er'));
    expect(await again.load()).toEqual([recording('a'), recording('b')]);
    expect(await readdir(join(directory, 'deep', 'er'))).toEqual(['recordings.json']);
  });

  it('refuses what it did not write, and says which variable to change', async () => {
    await writeFile(join(directory, 'recordings.json'), '{"recordings":[{}]}');
    await expect(new RecordingFile(directory).load()).rejects.toThrow('SIMULATOR_DIRECTORY');
  });

  it('says so when it cannot write, and recovers', async () => {
    const file = new RecordingFile(directory);
    await rm(directory, { recursive: true });
    await expect(file.save([])).rejects.toThrow('SIMULATOR_DIRECTORY');
    await file.load();
    await file.save([recording('a')]);
    expect(await file.load()).toHaveLength(1);
  });
});
