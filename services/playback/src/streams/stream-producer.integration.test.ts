import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { CameraId } from '@playhead/contracts';
import { findFfmpeg } from '@playhead/ffmpeg';
import { NotFoundError, UnavailableError, type VmsSequence } from '@playhead/milestone';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runningFfmpegs } from '../testing/running-ffmpegs.ts';
import { PlaybackStream } from './stream.ts';
import { StreamProducer } from './stream-producer.ts';
import { Transmuxer } from './transmuxer.ts';

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
  const stream = new PlaybackStream({
    id: 'id',
    camera,
    startTime,
    speed: 1,
    directory,
    openedAt: new Date('2026-03-01T14:00:00Z'),
  });
  const asked = vi.fn(getVideoStream);
  const endTime = new Date('2026-03-01T13:00:00Z');
  const next = async (_: unknown, from: Date): Promise<VmsSequence | undefined> =>
    from < endTime ? { sequenceId: 'one', startTime: from, endTime, available: true } : undefined;
  const producer: StreamProducer = Reflect.construct(StreamProducer, [
    { getVideoStream: asked },
    { next },
    new Transmuxer(await findFfmpeg()),
  ]);
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

    await expect(producer.produce(stream)).rejects.toThrow(/Invalid data|not|Error/i);
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
    const { stream, producer, asked } = await given(async () => video(silent));
    const producing = producer.produce(stream);
    await vi.waitFor(async () => expect(await runningFfmpegs(directory)).toHaveLength(1), { interval: 20 });

    stream.abort.abort();

    await producing;
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
