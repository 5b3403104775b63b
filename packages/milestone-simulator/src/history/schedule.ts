import type { Camera } from '../cameras/camera.ts';
import { fraction } from './fraction.ts';
import type { Range } from './range.ts';
import { MINUTE, slots, within } from './slots.ts';
import { PREBUFFER_MS, type Stretch } from './stretch.ts';

const seeds = { moves: 11, movesAt: 12, movesFor: 13 };
const MOTION_SLOT = 10 * MINUTE;

/** When a camera would record by itself if nothing failed: always, or from a little before something moves before it. */
export function scheduleOf(camera: Camera, window: Range): Stretch[] {
  switch (camera.mode) {
    case 'continuous':
      return [{ ...window, triggered: window.start }];
    case 'motion':
      return motion(camera, window);
    case 'never':
      return [];
  }
}

function motion({ number }: Camera, window: Range): Stretch[] {
  return slots(window, MOTION_SLOT)
    .filter((slot) => fraction(seeds.moves, number, slot) < 0.8)
    .map((slot) => {
      const start = slot * MOTION_SLOT + within(0, 4 * MINUTE, fraction(seeds.movesAt, number, slot));
      const length = within(3 * MINUTE, 5.5 * MINUTE, fraction(seeds.movesFor, number, slot));
      return { start, end: start + length, triggered: start + PREBUFFER_MS };
    });
}
