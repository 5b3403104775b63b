import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { VmsSequence } from '@playhead/milestone';
import { SequenceFinder } from './sequence-finder.ts';
import { beyond } from './wall-clock.ts';
import { REACHED_MS, type Standing, type Way } from './way.ts';

/** How often the VMS is asked for newer footage while a stream waits at the live edge, in ms. */
const POLL_MS = 2_000;

/** How often a stream that was asked for at the live edge waits for its first footage. */
const FIRST_POLLS = 4;

/** At the live edge a part is worth asking for when it fills so many seconds of playing. */
const WORTH_SECONDS = 1.5;

/** A sequence may end so much after its last picture, in seconds of playing. What it should hold then is asked for once more. */
export const LAST_PICTURE_SECONDS = 0.25;

/** Towards now, where a stream waits for new footage. */
@Injectable()
export class Forwards implements Way {
  constructor(private readonly sequences: SequenceFinder) {}

  async goOn(standing: Standing): Promise<Date | undefined> {
    const { stream, patience } = standing;
    const { camera, endTime, speed } = stream.identity;
    const { signal } = stream.abort;
    let { reached, held } = standing;
    const progressed = held !== undefined && patience.reached(held.end);
    let polls = 0;
    for (;;) {
      const from = held?.end ?? reached;
      if (endTime !== undefined && beyond(from, endTime, speed) <= REACHED_MS) {
        held?.publish();
        return undefined;
      }
      const found = await this.sequences.after(camera, held?.start ?? reached, endTime);
      const isNext = found !== undefined && found.startTime > from;
      if (found !== undefined && !isNext && this.isWorthAsking(found, from, reached, speed)) {
        const isMore = this.isMore(found, from, speed);
        const isToBeAsked = isMore
          ? progressed || (await patience.again(signal))
          : beyond(from, found.endTime, speed) > REACHED_MS && patience.onceMore(from);
        if (isToBeAsked) return held?.start ?? reached;
        held?.publish();
        if (isMore) patience.goOver(stream.nextSegmentIndex);
        held = undefined;
        reached = new Date(Math.max(from.getTime(), found.endTime.getTime()));
        continue;
      }
      const mayGrow = !isNext && !this.sequences.isSettled(from);
      if (held !== undefined && !mayGrow) {
        held.publish();
        reached = held.end;
        held = undefined;
        continue;
      }
      if (isNext) return found.startTime;
      if (held === undefined && stream.nextSegmentIndex === 0 && found === undefined) {
        polls += 1;
        const isWorthWaiting = mayGrow && this.sequences.comesWithin(reached, FIRST_POLLS * POLL_MS);
        if (!isWorthWaiting || polls > FIRST_POLLS || !(await this.sequences.isRecording(camera)))
          return undefined;
      }
      if (endTime !== undefined && this.sequences.isSettled(endTime) && !mayGrow) return undefined;
      await pause(POLL_MS, undefined, { signal });
    }
  }

  private isMore({ endTime }: VmsSequence, from: Date, speed: number): boolean {
    return beyond(from, endTime, speed) > LAST_PICTURE_SECONDS * 1000 * Math.max(1, speed);
  }

  /** At the live edge it is not, for every picture that comes. */
  private isWorthAsking(found: VmsSequence, from: Date, reached: Date, speed: number): boolean {
    if (this.sequences.isSettled(found.endTime)) return true;
    return (
      this.isMore(found, from, speed) && beyond(reached, found.endTime, speed) >= WORTH_SECONDS * 1000 * speed
    );
  }
}
