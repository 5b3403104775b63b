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
/** The same of other pictures than key pictures alone, in seconds as recorded: cameras are not quite even. */
const EVEN_SECONDS = 0.05;
/** So much too early nobody sees a picture, in ticks. */
const EARLY = CLOCK_HZ / 500;

/**
 * Players take the last picture of a segment to last as long as the one before it, and shift what begins the next segment to
 * where that ends. Key pictures may come at any distance, and cameras that record less often where nothing moves change their
 * rate with any group of pictures. So where the last one lasts unlike the one before it, it comes again half-way to the next,
 * which then is where players expect it. Only a key picture may come again: after any other, the next key picture comes twice
 * before its time, for a moment each.
 */
export class LastPicture {
  private last: CutPicture | undefined;
  private lastedBefore: number | undefined;
  private readonly evenTicks: number;

  constructor(private readonly job: { keyPicturesOnly: boolean; timeScale: number }) {
    this.evenTicks = job.keyPicturesOnly ? UNSEEN : EVEN_SECONDS * job.timeScale * CLOCK_HZ;
  }

  take(picture: CutPicture): void {
    const isFirst = picture.begins || this.last === undefined;
    this.lastedBefore = isFirst ? undefined : picture.moment.dts - (this.last?.moment.dts ?? 0);
    // Its packets are valid until the next ones come.
    const packets = this.mayComeAgain(picture) ? Buffer.from(picture.unit.packets) : Buffer.alloc(0);
    this.last = { ...picture, unit: { ...picture.unit, packets } };
  }

  /** What else belongs into a segment that ends at `endTicks`, before the picture that the next one begins with, if there is one. */
  followedBy(next: CutPicture | undefined, endTicks: number): CutPicture[] {
    const { last } = this;
    const isFollowed = next?.moment.pts === endTicks;
    if (last === undefined || !(isFollowed || this.job.keyPicturesOnly)) return [];
    const lasts = isFollowed ? next.moment.dts - last.moment.dts : endTicks - last.moment.pts;
    if (this.lastedBefore !== undefined && Math.abs(lasts - this.lastedBefore) <= this.evenTicks) return [];
    if (this.mayComeAgain(last)) return [later(last, Math.round(lasts / 2))];
    const early = Math.min(EARLY, Math.floor(lasts / 3));
    return next?.head.startsAnew === true && early > 0 ? [later(next, -2 * early), later(next, -early)] : [];
  }

  private mayComeAgain({ head }: CutPicture): boolean {
    return this.job.keyPicturesOnly || head.startsAnew;
  }
}

const later = (picture: CutPicture, ticks: number): CutPicture => {
  const { pts, dts } = picture.moment;
  return { ...picture, begins: false, moment: { pts: pts + ticks, dts: dts + ticks } };
};
