import { CLOCK_HZ } from '../video/timestamps.ts';
import type { Moment } from './picture-clock.ts';
import type { PictureHead } from './picture-head.ts';
import type { Unit } from './unit-collector.ts';
import type { UnitHeader } from './unit-header.ts';

/** A picture on its way into a segment. */
export interface CutPicture {
  unit: Unit;
  header: UnitHeader;
  head: PictureHead;
  moment: Moment;
  /** Whether a segment begins with it. */
  begins: boolean;
}

/** What nobody sees, in ticks. */
const UNSEEN = CLOCK_HZ / 100;

/**
 * Players take the last picture of a segment to last as long as the one before it, and shift what begins the next segment to
 * where that ends. Key pictures may come at any distance; so the last one comes again half-way to the next, which then is
 * where players expect it.
 */
export class LastPicture {
  private last: CutPicture | undefined;
  private lastedBefore: number | undefined;

  take(picture: CutPicture): void {
    const isFirst = picture.begins || this.last === undefined;
    this.lastedBefore = isFirst ? undefined : picture.moment.pts - (this.last?.moment.pts ?? 0);
    // Its packets are valid until the next ones come.
    this.last = { ...picture, unit: { ...picture.unit, packets: Buffer.from(picture.unit.packets) } };
  }

  /** The picture as it comes again where its segment ends at `endTicks`; `undefined` where it needn't. */
  again(endTicks: number): CutPicture | undefined {
    if (this.last === undefined) return undefined;
    const { moment } = this.last;
    const lasts = endTicks - moment.pts;
    if (this.lastedBefore !== undefined && Math.abs(lasts - this.lastedBefore) <= UNSEEN) return undefined;
    const half = Math.round(lasts / 2);
    return { ...this.last, begins: false, moment: { pts: moment.pts + half, dts: moment.dts + half } };
  }
}
