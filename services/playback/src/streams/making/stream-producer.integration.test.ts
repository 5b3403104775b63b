import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CameraId } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { NotFoundError, UnavailableError, type VmsSequence } from '@playhead/milestone';
import { TestClock } from '@playhead/service-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runningFfmpegs } from '../../testing/running-ffmpegs.ts';
import { Cutter } from '../cutting/cutter.ts';
import { Disk } from '../disk.ts';
import { EncoderSlots } from '../ffmpeg/encoder-slots.ts';
import { FfmpegRunner } from '../ffmpeg/ffmpeg-run.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import { JpegKeeper } from '../jpegs/jpeg-keeper.ts';
import { PlaybackStream } from '../stream.ts';
import { Backwards } from './backwards.ts';
import { FeedTurns } from './feed-turns.ts';
import { Forwards } from './forwards.ts';
import { PartMaker } from './part-maker.ts';
import { SequenceFinder } from './sequence-finder.ts';
import { SequenceProducer } from './sequence-producer.ts';
import { StreamProducer } from './stream-producer.ts';

const startTime = new Date('2026-03-01T12:00:00Z');
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-producer-'));
});
afterEach(async () => {
  expect(await runningFfmpegs(directory)).toEqual([]);
  await rm(directory, { recursive: true, force: true });
});

/** A producer whose VMS answers `/video` with whatever `getVideoStream` says, within one listed hour. */
async function given(getVideoStream: () => Promise<unknown>) {
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const clock = new TestClock(new Date('2026-03-01T14:00:00Z'));
  const stream = new PlaybackStream(
    { id: 'id', camera, startTime, speed: 1, codecs: ['h264'], directory, openedAt: clock.now() },
    clock,
  );
  const asked = vi.fn(getVideoStream);
  const endTime = new Date('2026-03-01T13:00:00Z');
  const next = async (_: unknown, from: Date): Promise<VmsSequence | undefined> =>
    from < endTime ? { sequenceId: 'one', startTime: from, endTime, available: true } : undefined;
  const capabilities = async () => ({ serverSideSpeed: true, reverseVideo: true, speeds: [1] });
  const segmenter = new Segmenter(new FfmpegRunner(await findFfmpeg()));
  const finder: SequenceFinder = Reflect.construct(SequenceFinder, [{ next }, clock]);
  const parts: PartMaker = Reflect.construct(PartMaker, [
    { getVideoStream: asked },
    new Cutter(),
    new JpegKeeper(),
    segmenter,
    new EncoderSlots(2),
    new Disk({ PLAYBACK_MAX_DISK_MB: 1000 }, { warn: () => undefined }),
    new FeedTurns(),
    finder,
  ]);
  const sequences = new SequenceProducer(parts, new Forwards(finder), new Backwards(finder));
  const producer: StreamProducer = Reflect.construct(StreamProducer, [{ capabilities }, sequences]);
  return { stream, producer, asked };
}

const video = (body: Readable) => ({ body, container: 'mp2t', startTime });

describe('making a stream', () => {
  it('fails when FFmpeg can not read what the VMS sends, though more of it would come', async () => {
    const endless = () =>
      new Readable({
        read() {
          this.push(Buffer.alloc(64 * 1024, 'not a video'));
        },
      });
    const { stream, producer } = await given(async () => video(endless()));

    await expect(producer.produce(stream)).rejects.toThrow(/comes no segment|Invalid data/);
  });

  it('tries again a few times when the VMS breaks off before it has sent anything', async () => {
    const broken = () =>
      new Readable({
        read() {
          this.destroy(new UnavailableError('The VMS hung up.'));
        },
      });
    const { stream, producer, asked } = await given(async () => video(broken()));

    await expect(producer.produce(stream)).rejects.toThrow();
    expect(asked.mock.calls.length).toBeGreaterThan(0);
    expect(asked.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('does not ask for ever for footage that the VMS lists and does not have', async () => {
    const { stream, producer, asked } = await given(async () => {
      throw new NotFoundError('footage', 'There is no footage at this time.');
    });

    await expect(producer.produce(stream)).rejects.toMatchObject({ code: 'footage-not-found' });
    expect(asked.mock.calls.length).toBeLessThanOrEqual(4);
  });

  it('ends FFmpeg when nobody watches any more, whatever the VMS does', async () => {
    const silent = new Readable({ read() {} });
    silent.push(Buffer.alloc(64 * 1024, 0xff));
    const { stream, producer, asked } = await given(async () => video(silent));
    const producing = producer.produce(stream);
    await vi.waitFor(async () => expect(await runningFfmpegs(directory)).toHaveLength(1), {
      timeout: 20_000,
      interval: 20,
    });

    stream.abort.abort();

    await expect(producing).rejects.toThrow();
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
