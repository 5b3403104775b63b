import { Injectable } from '@nestjs/common';
import { DomainError } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { FootageService } from '../footage/footage.service.ts';
import type { Range } from '../footage/footage.ts';
import { firstFound, lookingAhead, lookingBack } from '../footage/search.ts';

const HOUR_MS = 3_600_000;
/** How far to look: no more than a VMS answers at once, a leap year, when it is widened to whole hours. */
const FARTHEST_MS = 365 * 24 * HOUR_MS;

/** Looks up what lies around a moment. Ranges are whole hours, so that what one look-up learns serves the next. */
@Injectable()
export class NearbyFootageService {
  constructor(private readonly footage: FootageService) {}

  /** The last sequence that ends at or before a moment, epoch ms. @throws MilestoneError */
  async before(camera: PlayableCamera, time: number): Promise<Range | undefined> {
    return firstFound(lookingBack(new Date(time), new Date(time - FARTHEST_MS)), async (from) => {
      const sequences = await this.within(camera, from.getTime(), time);
      return sequences.findLast(({ endTime }) => endTime.getTime() <= time);
    });
  }

  /** The first sequence that begins after a moment, epoch ms. @throws MilestoneError */
  async after(camera: PlayableCamera, time: number): Promise<Range | undefined> {
    return firstFound(lookingAhead(new Date(time), new Date(time + FARTHEST_MS)), async (until) => {
      const sequences = await this.within(camera, time, until.getTime());
      return sequences.find(({ startTime }) => startTime.getTime() > time);
    });
  }

  /**
   * What can be fetched of `[from, to)`, epoch ms, widened to whole hours; sorted. @throws MilestoneError; of that AbortedError
   * when `signal` aborts.
   */
  async within(camera: PlayableCamera, from: number, to: number, signal?: AbortSignal): Promise<Range[]> {
    const startTime = new Date(Math.floor(from / HOUR_MS) * HOUR_MS);
    const endTime = new Date(Math.ceil(to / HOUR_MS) * HOUR_MS);
    return (await this.footage.query(camera, { startTime, endTime }, { signal })).sequences;
  }

  /** The problem of a moment without a picture: it says where the nearest footage is. @throws MilestoneError */
  async notFound(camera: PlayableCamera, time: number): Promise<DomainError> {
    const [before, after] = await Promise.all([this.before(camera, time), this.after(camera, time)]);
    const nearestFootage = {
      ...(before && { before: before.endTime.toISOString() }),
      ...(after && { after: after.startTime.toISOString() }),
    };
    return new DomainError('picture-not-found', {
      detail: inWords(before, after),
      members: { nearestFootage },
    });
  }
}

function inWords(before: Range | undefined, after: Range | undefined): string {
  const places = [
    ...(before ? [`ends at ${before.endTime.toISOString()}`] : []),
    ...(after ? [`begins at ${after.startTime.toISOString()}`] : []),
  ];
  if (places.length === 0) return 'Nothing of this camera was recorded within a year of this time.';
  return `Nothing was recorded at this time. The nearest footage ${places.join(', or ')}.`;
}
