import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Disk } from '../disk.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-run.ts';
import { PlaybackStream } from '../stream.ts';
import { FeedTurns, PIECES_IN_A_TURN } from './feed-turns.ts';
import { type OpenedVideo, VideoFeed } from './video-feed.ts';

const KILOBYTE = 1024;
const clock = new TestClock();
let disk: Disk;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  disk = new Disk({ PLAYBACK_MAX_DISK_MB: 1 }, { warn: vi.fn() });
});
afterEach(() => vi.useRealTimers());

/** A stream that lists segments of so many seconds and kilobytes. */
function streamOf(...segments: { seconds: number; kilobytes: number }[]) {
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const [startTime, openedAt] = [clock.now(), clock.now()];
  const stream = new PlaybackStream(
    { id: 'id', camera, startTime, speed: 1, codecs: ['h264'], directory: '/nowhere', openedAt },
    clock,
  );
  disk.add(stream);
  for (const { seconds, kilobytes } of segments) {
    const segment = { path: '/nowhere/1.ts', wallClock: startTime, discontinuity: false };
    stream.add({ ...segment, durationSeconds: seconds, bytes: kilobytes * KILOBYTE }, seconds);
  }
  return stream;
}

/** Feeds a stream from a VMS that sends so much, and does not end; tells how much came through, in kilobytes. */
function feedOf(
  stream: PlaybackStream,
  segmentSeconds = 1,
  turns = new FeedTurns(),
  sentKilobytes = Number.POSITIVE_INFINITY,
) {
  const feed = new VideoFeed(stream, disk, turns, segmentSeconds);
  let bytes = 0;
  const ended = vi.fn();
  feed.gate.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  feed.gate.on('end', ended);
  let sent = 0;
  const body = new Readable({
    read() {
      sent += 16;
      if (sent <= sentKilobytes) this.push(Buffer.alloc(16 * KILOBYTE));
    },
  });
  const format = { container: 'mp2t', codec: 'h264', sound: 'none', frameRate: undefined } as const;
  const opened: OpenedVideo = {
    video: { body, container: 'mp2t', startTime: clock.now() },
    format,
    head: Buffer.alloc(0),
    over: false,
    failure: undefined,
  };
  feed.attach(opened);
  return { feed, body, ended, kilobytes: () => bytes / KILOBYTE };
}

const diskFull = () => vi.waitFor(() => expect(disk.isFull).toBe(true), { timeout: 30_000, interval: 1 });

describe('the way of a video into FFmpeg', () => {
  it('stops where the disk is full, to the byte', async () => {
    streamOf({ seconds: 2, kilobytes: 600 });
    const { kilobytes } = feedOf(streamOf());
    await diskFull();

    expect(kilobytes()).toBe(416);
  });

  it('goes on with what is freed by a stream that is closed', async () => {
    const other = streamOf({ seconds: 2, kilobytes: 600 });
    const { kilobytes } = feedOf(streamOf());
    await diskFull();
    disk.remove(other);

    await vi.waitFor(() => expect(kilobytes()).toBe(1024), 30_000);
  });

  it('goes on with what viewers have seen, of which nothing is kept then', async () => {
    const other = streamOf({ seconds: 2, kilobytes: 300 }, { seconds: 2, kilobytes: 300 });
    const { kilobytes } = feedOf(streamOf());
    await diskFull();
    await other.want(1);

    await vi.waitFor(() => expect(kilobytes()).toBe(720), 30_000);
    expect(other.segments.map(({ index }) => index)).toEqual([1]);
  });

  it('ends for want of room after a quarter of a minute, with what FFmpeg has', async () => {
    streamOf({ seconds: 2, kilobytes: 600 });
    const { feed, body, ended } = feedOf(streamOf());
    await diskFull();
    await vi.advanceTimersByTimeAsync(14_900);
    expect(feed.failure).toBeUndefined();

    await vi.advanceTimersByTimeAsync(200);

    expect(feed.failure).toMatchObject({ code: 'stream-limit-reached' });
    await vi.waitFor(() => expect(ended).toHaveBeenCalled(), 30_000);
    expect(body.destroyed).toBe(true);
    expect(disk.isFull).toBe(false);
  });

  it.each([
    [1, 64],
    [12, 192],
  ])('ends what makes no segment of %d s of recording, after %d MiB', async (seconds, megabytes) => {
    disk = new Disk({ PLAYBACK_MAX_DISK_MB: 1000 }, { warn: vi.fn() });
    const { feed, body, ended, kilobytes } = feedOf(streamOf(), seconds);

    await vi.waitFor(() => expect(ended).toHaveBeenCalled(), 30_000);

    expect(feed.failure).toBeInstanceOf(FfmpegError);
    expect(body.destroyed).toBe(true);
    expect(Math.abs(kilobytes() / KILOBYTE - megabytes)).toBeLessThan(1);
  });

  it('waits for no room while enough is ready', async () => {
    const { feed, kilobytes } = feedOf(streamOf({ seconds: 30, kilobytes: 1024 }));
    await vi.advanceTimersByTimeAsync(60_000);

    expect(kilobytes()).toBe(0);
    expect(disk.isFull).toBe(false);
    expect(feed.failure).toBeUndefined();
  });
});

describe('the videos of several streams', () => {
  it('finish their segments one after the other where what is being watched fills the disk', async () => {
    const turns = new FeedTurns();
    const watched = [300, 300].map((kilobytes) => streamOf({ seconds: 2, kilobytes }));
    const fed = watched.map((stream) => ({ stream, ...feedOf(stream, 1, turns, 480) }));
    for (const { stream } of fed) await stream.want(0);
    await vi.waitFor(() => expect(fed.map(({ kilobytes }) => kilobytes())).toContain(480), 30_000);
    const [first, second] = fed.sort((a, b) => b.kilobytes() - a.kilobytes());
    if (first === undefined || second === undefined) throw new Error('There are two.');
    expect(second.kilobytes()).toBeLessThanOrEqual((1024 - 600) / 2);

    const bytes = 480 * KILOBYTE;
    first.feed.fruitful({ fileName: '2.ts', startSeconds: 2, endSeconds: 4, bytes, fedBytes: bytes });
    const segment = { path: '/nowhere/2.ts', wallClock: clock.now(), discontinuity: false };
    first.stream.add({ ...segment, durationSeconds: 2, bytes }, 4);
    await first.stream.want(1);

    await vi.waitFor(() => expect(second.kilobytes()).toBe(480), 30_000);
    for (const { feed } of fed) feed.close();
  });

  it('pass a few pieces in each turn of the event loop together, however many are ready', async () => {
    disk = new Disk({ PLAYBACK_MAX_DISK_MB: 1000 }, { warn: vi.fn() });
    const turns = new FeedTurns();
    const feeds = Array.from({ length: 40 }, () => feedOf(streamOf(), 1, turns));
    const pieces = () => feeds.reduce((sum, { kilobytes }) => sum + kilobytes() / 16, 0);
    await vi.waitFor(() => expect(pieces()).toBeGreaterThan(0), 30_000);

    for (let turn = 0; turn < 50; turn += 1) {
      const before = pieces();
      await nextTurn();
      expect(pieces() - before).toBeLessThanOrEqual(PIECES_IN_A_TURN);
    }
    expect(Math.min(...feeds.map(({ kilobytes }) => kilobytes()))).toBeGreaterThan(0);
    for (const { feed } of feeds) feed.close();
  });
});
