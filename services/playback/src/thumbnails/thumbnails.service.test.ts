import { randomUUID } from 'node:crypto';
import { CameraId } from '@playhead/contracts';
import { TestClock } from '@playhead/service-kit/testing';
import sharp from 'sharp';
import { expect, it, vi } from 'vitest';
import { toStill } from '../pictures/still-picture.ts';
import { ThumbnailsService } from './thumbnails.service.ts';

const startTime = new Date('2026-03-01T12:00:00Z');
const at = (seconds: number) => startTime.getTime() + seconds * 1000;
const camera = { id: CameraId.parse(randomUUID()), name: 'Gate', deviceId: 'device' };
const { signal } = new AbortController();

it('thumbnails at which no picture of those decoded together is whole yet are asked of the VMS, once each', async () => {
  const image = await sharp({ create: { width: 32, height: 18, channels: 3, background: 'grey' } })
    .jpeg()
    .toBuffer();
  const fetch = vi.fn(async () => toStill(image, undefined));
  const within = vi.fn(async () => [3, 4, 5, 6, 7, 8, 9].map((second) => ({ time: at(second), image })));
  const nearby = { within: async () => [{ startTime, endTime: new Date(at(9.5)) }] };
  const service: ThumbnailsService = Reflect.construct(ThumbnailsService, [
    ...[{ within }, { fetch }, nearby, new TestClock(new Date('2026-03-01T14:00:00Z'))],
    ...[{ debug: () => undefined }, { PLAYBACK_PICTURE_CACHE_MB: 4 }],
  ]);

  for (let second = 0; second <= 9; second += 1) {
    await service.get(camera, { time: at(second), interval: 1, width: 160 }, signal);
    await service.settled();
  }

  expect(fetch.mock.calls.map(([, time]: unknown[]) => time)).toEqual([0, 1, 2].map(at));
  expect(within).toHaveBeenCalledTimes(1);
});
