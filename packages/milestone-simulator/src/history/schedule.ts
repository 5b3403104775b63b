import type { Camera } from '../cameras/camera.ts';
import { fraction } from './fraction.ts';
import type { Range } from './range.ts';
import { MINUTE, slots, within } from './slots.ts';

const seeds = { moves: 11, movesAt: 12, movesFor: 13 };
const MOTION_SLOT = 10 * MINUTE;

/** When a camera would record by itself if nothing failed: always, or whenever something moves before it. */
export function scheduleOf(camera: Camera, window: Range): Range[] {
  switch (camera.mode) {
    case 'continuous':
      return [window];
    case 'motion':
      return motion(camera, window);
    case 'never':
      return [];
  }
}

function motion({ number }: Camera, window: Range): Range[] {
  return slots(window, MOTION_SLOT)
    .filter((slot) => fraction(seeds.moves, number, slot) < 0.8)
    .map((slot) => {
      const start = slot * MOTION_SLOT + within(0, 4 * MINUTE, fraction(seeds.movesAt, number, slot));
      return { start, end: start + within(3 * MINUTE, 5.5 * MINUTE, fraction(seeds.movesFor, number, slot)) };
    });
}
