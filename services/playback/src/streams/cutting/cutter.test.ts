import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SECOND, seconds } from '../../testing/cut-source.ts';
import { Gate } from '../ffmpeg/gate.ts';
import type { Segmenting, SegmentJob, Treatment } from '../ffmpeg/segment-job.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { Cutter, cutJobOf } from './cutter.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-cutter-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const copied: Treatment = { kind: 'copy', keyPicturesOnly: false };

function jobOf(format: Partial<VideoFormat> = {}, treatment = copied, sound = true): SegmentJob {
  return {
    format: { container: 'mp2t', codec: 'h264', sound: 'aac', frameRate: undefined, ...format },
    treatment,
    timeScale: 1,
    sound,
    directory,
    prefix: 'part1',
    timestampSeconds: 0,
  };
}

/** A cutter at work on what `input` brings. */
function cutting(input: Readable, onSegment: Segmenting['onSegment'], job = jobOf()) {
  const gate = new Gate(() => true);
  input.pipe(gate);
  const closing = new AbortController();
  const cutJob = cutJobOf(job);
  if (cutJob === undefined) throw new Error('This is no job for the cutter.');
  const done = new Cutter().run(cutJob, { job, input: gate, signal: closing.signal, onSegment });
  return { done, closing };
}

describe('a job for the cutter', () => {
  it.each([
    ['pictures with AAC', jobOf(), true],
    ['H.265 without sound', jobOf({ codec: 'h265', sound: 'none' }), true],
    ['sound of another kind that nobody wants', jobOf({ sound: 'other' }, copied, false), true],
    ['key pictures alone', jobOf({}, { kind: 'copy', keyPicturesOnly: true }), true],
    ['sound of another kind', jobOf({ sound: 'other' }), false],
    ['another container', jobOf({ container: 'mp4' }), false],
    ['pictures of another kind', jobOf({ codec: 'unknown' }), false],
    ['pictures that are coded anew', jobOf({}, { kind: 'encode', keyPicturesOnly: false }), false],
  ])('is one of which nothing has to be done but cutting: %s', (_, job, isOne) => {
    expect(cutJobOf(job) !== undefined).toBe(isOne);
  });
});

describe('the cutter', () => {
  it('tells of each segment once its file is whole, and of the last one that more might have followed', async () => {
    const told: [string, string[], boolean][] = [];
    const source = Readable.from([seconds(3).bytes], { objectMode: false });

    await cutting(source, async ({ fileName }, afterInput) => {
      told.push([fileName, await readdir(directory), afterInput]);
    }).done;

    const names = ['part1_000000.ts', 'part1_000001.ts', 'part1_000002.ts'];
    expect(told.map(([name]) => name)).toEqual(names);
    expect(told.map(([, files]) => files.sort())).toEqual([names.slice(0, 1), names.slice(0, 2), names]);
    expect(told.map(([, , afterInput]) => afterInput)).toEqual([false, false, true]);
  });

  it('ends when nobody watches any more, though the VMS sends nothing', async () => {
    const silent = new Readable({ read() {} });
    silent.push(seconds(2).bytes);
    const onSegment = vi.fn();
    const { done, closing } = cutting(silent, onSegment);
    await vi.waitFor(() => expect(onSegment).toHaveBeenCalledTimes(1), 30_000);

    closing.abort();

    await done;
    expect(onSegment).toHaveBeenCalledTimes(1);
  });

  it('makes no more once it is told to end', async () => {
    const source = Readable.from([seconds(6).bytes], { objectMode: false });
    const onSegment = vi.fn(() => closing.abort());
    const { done, closing } = cutting(source, onSegment);

    await done;

    expect(onSegment).toHaveBeenCalledTimes(1);
  });

  it('says so when segments can not be written', async () => {
    const source = Readable.from([seconds(2, undefined, SECOND).bytes], { objectMode: false });
    const { done } = cutting(source, vi.fn(), { ...jobOf(), directory: join(directory, 'nowhere') });

    await expect(done).rejects.toMatchObject({ code: 'stream-failed' });
  });
});
