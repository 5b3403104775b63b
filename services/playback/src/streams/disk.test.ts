import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import { expect, it, vi } from 'vitest';
import { Disk } from './disk.ts';
import { PlaybackStream } from './stream.ts';

const KILOBYTE = 1024;
const clock = new TestClock();

it('lets another stream finish its segment when the one that may waits for something else', async () => {
  const disk = new Disk({ PLAYBACK_MAX_DISK_MB: 1 }, { warn: vi.fn() });
  const first = await watched(disk, 150);
  const second = await watched(disk, 100);
  const leave = disk.wait(first, vi.fn());
  const told = vi.fn();
  disk.wait(second, told);
  await vi.waitFor(() => expect(disk.fits(first, 16 * KILOBYTE)).toBe(true), 30_000);
  expect(disk.fits(second, 16 * KILOBYTE)).toBe(false);
  told.mockClear();

  leave();
  disk.finished(first);

  expect(told).toHaveBeenCalledOnce();
  expect(disk.fits(second, 16 * KILOBYTE)).toBe(true);
  expect(disk.fits(first, 16 * KILOBYTE)).toBe(false);
});

/** A stream whose only segment is being watched, and which has begun another. */
async function watched(disk: Disk, begunKilobytes: number): Promise<PlaybackStream> {
  const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
  const wish = { camera, startTime: clock.now(), speed: 1, codecs: ['h264'] } as const;
  const stream = new PlaybackStream(
    { ...wish, id: 'id', directory: '/nowhere', openedAt: clock.now() },
    clock,
  );
  disk.add(stream);
  const segment = { path: '/nowhere/1.ts', wallClock: clock.now(), discontinuity: false };
  stream.add({ ...segment, durationSeconds: 2, bytes: 400 * KILOBYTE }, 2);
  await stream.want(0);
  stream.unlisted.feed(begunKilobytes * KILOBYTE);
  return stream;
}
