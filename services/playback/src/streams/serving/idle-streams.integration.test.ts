import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UserId } from '@playhead/contracts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { runningFfmpegs } from '../../testing/running-ffmpegs.ts';
import { streamReader } from '../../testing/stream-reader.ts';
import { MotionJpegService } from '../mjpeg/motion-jpeg.service.ts';
import { LocalStreams } from './local-streams.ts';

const HOUR_MS = 3_600_000;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let time: Date;

beforeEach(async () => {
  const prepared = { size: '640x360', kilobits: 2_000 } as const;
  // What is not MPEG-TS already needs an FFmpeg.
  world = await createWorld({ PLAYBACK_MAX_CONCURRENT_STREAMS: '1' }, { container: 'h264', prepared });
  camera = await world.importCamera(1);
  time = new Date(world.clock.now().getTime() - HOUR_MS);
});
afterEach(() => world?.close());

const reap = () => world.service.app.get(LocalStreams).reap();

/** What streams are made of: FFmpegs and segment files. */
const leftOver = async () => {
  const files = await readdir(join(world.directory, 'streams'), { recursive: true });
  return [...(await runningFfmpegs(world.directory)), ...files.filter((name) => name.endsWith('.ts'))];
};

describe('a stream that nobody reads any more', () => {
  it('is closed after half a minute: FFmpeg and files are gone, and its links open nothing', async () => {
    const reader = streamReader(world, camera);
    const { segments } = await reader.playlistOf(time, 2);
    world.clock.advance(29);
    await reap();
    await reader.fetchSegment(segments[0]?.url ?? '');

    expect(await leftOver()).not.toEqual([]);
    world.clock.advance(30);
    await reap();

    await vi.waitFor(async () => expect(await leftOver()).toEqual([]), 30_000);
    const gone = await fetch(new URL(segments[1]?.url ?? '', world.service.url));
    expect(gone.status).toBe(404);
    expect(await gone.json()).toMatchObject({ code: 'stream-not-found' });
  });

  it('makes room for another after six seconds; until then one more is refused', async () => {
    const reader = streamReader(world, camera);
    await reader.playlistOf(time, 1);
    const another = new Date(time.getTime() - 60_000);

    const refused = await reader.streamAt(another);
    expect(refused).toMatchObject({ status: 503, body: { code: 'stream-limit-reached' } });
    expect(refused.headers.get('Retry-After')).toBe('6');

    world.clock.advance(6);
    expect((await reader.streamAt(another)).status).toBe(200);
  });

  it('is closed too where it is motion JPEG that a viewer asked for and does not take', async () => {
    const wish = {
      camera: { ...camera, name: 'Gate' },
      startTime: time,
      speed: 1,
      codecs: ['h264'],
    } as const;
    const opened = await world.service.app
      .get(MotionJpegService)
      .open(wish, UserId.parse(world.userId), { path: '' }, true, new AbortController().signal);
    if (opened.kind !== 'here') throw new Error('It is made elsewhere.');
    const { closed } = opened.motionJpeg;
    await vi.waitFor(async () => {
      world.clock.advance(31);
      await reap();
      expect(closed.aborted).toBe(true);
    }, 30_000);

    await vi.waitFor(async () => expect(await leftOver()).toEqual([]), 30_000);
  });
});
