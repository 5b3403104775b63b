import { pictureHeaders } from '@playhead/contracts';
import { expect } from 'vitest';
import type { World } from './playback-world.ts';
import { readPicture } from './read-picture.ts';
import { tenthsOf } from './time-strip.ts';

type Camera = Awaited<ReturnType<World['importCamera']>>;

/** Asks for still pictures of a camera. */
export function frameReader(world: World, camera: Camera) {
  const path = (time: Date | string, more = '') =>
    `/api/v1/cameras/${camera.id}/playback/frames?time=${encodeURIComponent(
      typeof time === 'string' ? time : time.toISOString(),
    )}${more}`;

  return {
    path,
    /** The picture and its time, which the header and the picture itself must tell alike. */
    frame: async (time: Date | string, more = '') => {
      const { status, headers, image } = await world.picture(path(time, more));
      expect(status).toBe(200);
      expect(headers.get('Content-Type')).toBe('image/jpeg');
      const taken = headers.get(pictureHeaders.wallClock) ?? '';
      expect(await readPicture(world.ffmpegPath, image)).toEqual({
        camera: camera.number,
        tenths: tenthsOf(new Date(taken)),
      });
      return { taken, image, crossedGap: headers.get(pictureHeaders.crossedGap) };
    },
  };
}
