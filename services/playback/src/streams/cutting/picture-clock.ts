import { CLOCK_HZ, LONGEST_HOLE_SECONDS, ticksBetween } from '../video/timestamps.ts';
import { UncuttableError } from './uncuttable.ts';
import type { UnitHeader } from './unit-header.ts';

/** What a picture may come later than the one before it, in ticks. FFmpeg closes wider gaps. */
const MAX_STEP = LONGEST_HOLE_SECONDS * CLOCK_HZ;

/** When something is shown and decoded, in ticks since the first picture. */
export interface Moment {
  pts: number;
  dts: number;
}

/** The time of a part as it goes on from its first picture, whatever the source's own clock is and does. */
export class PictureClock {
  private last: { stamp: number; ticks: number } | undefined;

  /** The moment of a picture. The first is shown at 0. @throws UncuttableError where time goes back, or leaps. */
  picture({ pts, dts }: Pick<UnitHeader, 'pts' | 'dts'>): Moment {
    const step = this.last === undefined ? 0 : ticksBetween(this.last.stamp, dts);
    if (step < 0 || step > MAX_STEP) throw new UncuttableError('The times of its pictures do not go on.');
    const lag = ticksBetween(dts, pts);
    const ticks = this.last === undefined ? -lag : this.last.ticks + step;
    this.last = { stamp: dts, ticks };
    return { pts: ticks + lag, dts: ticks };
  }

  /** The moment of some sound that came after a picture. */
  sound({ pts }: Pick<UnitHeader, 'pts'>): Moment {
    const { stamp, ticks } = this.last ?? { stamp: pts, ticks: 0 };
    const moment = ticks + ticksBetween(stamp, pts);
    return { pts: moment, dts: moment };
  }
}
