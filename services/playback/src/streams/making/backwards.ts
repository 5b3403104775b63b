import { Injectable } from '@nestjs/common';
import { SequenceFinder } from './sequence-finder.ts';
import { beyond } from './wall-clock.ts';
import { REACHED_MS, type Standing, type Way } from './way.ts';

/** Towards the first footage, with which a stream ends. */
@Injectable()
export class Backwards implements Way {
  constructor(private readonly sequences: SequenceFinder) {}

  async goOn({ stream, reached, held, patience }: Standing): Promise<Date | undefined> {
    const { camera, endTime, speed } = stream.identity;
    held?.publish();
    const from = held?.end ?? reached;
    const progressed = held !== undefined && patience.reached(from);
    if (endTime !== undefined && beyond(from, endTime, speed) <= REACHED_MS) return undefined;

    const found = await this.sequences.before(camera, from, endTime);
    if (found === undefined) return undefined;
    if (found.endTime.getTime() < from.getTime() - REACHED_MS) return lastMoment(found.endTime);
    if (progressed || (await patience.again(stream.abort.signal))) return from;

    patience.goOver(stream.nextSegmentIndex);
    const earlier = await this.sequences.before(camera, found.startTime, endTime);
    return earlier && lastMoment(earlier.endTime);
  }
}

/** The end of a sequence does not belong to it. */
const lastMoment = (endTime: Date) => new Date(endTime.getTime() - 1);
