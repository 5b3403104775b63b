import { Injectable } from '@nestjs/common';
import { NotFoundError } from '@playhead/milestone';
import { DomainError } from '@playhead/service-kit';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';
import { FootageService } from '../footage/footage.service.ts';
import type { Range } from '../footage/footage.ts';
import { NearbyFootageService } from '../pictures/nearby-footage.ts';
import {
  firstTime,
  indexAt,
  type PictureRun,
  SAME_MS,
  shownUntil,
  type TimedPicture,
} from './picture-run.ts';
import type { RunRequest } from './run-loader.ts';
import { RunsService } from './runs.service.ts';

/** The VMS is asked for video from this long before a picture that is to be the last of its run, ms, at first. */
const LEAD_MS = 1_000;

/** A picture of a run. */
interface PicturePlace {
  time: number;
  run: PictureRun;
  index: number;
}

/**
 * Where a walk stands: at a picture, or at a moment without one, in a gap or before the first picture of a sequence, which
 * is `ahead` then.
 */
type Place = PicturePlace | { time: number; run?: undefined; ahead?: PictureRun };

/** A picture that was stepped to; `crossedGap` is the last stretch without footage on the way. */
export interface SteppedPicture extends TimedPicture {
  crossedGap: Range | undefined;
}

/** Pictures one by one, over the borders of groups of pictures and over gaps. */
@Injectable()
export class FramesService {
  constructor(
    private readonly runs: RunsService,
    private readonly footage: FootageService,
    private readonly nearby: NearbyFootageService,
  ) {}

  /**
   * The picture that is `steps` away from the one shown at `time` (epoch ms): forwards, backwards, or (0) itself. From
   * a gap the first step leads to its border.
   *
   * @throws DomainError `picture-not-found` in a gap (0), and beyond the first and the last picture;
   *   `picture-failed`, `picture-limit-reached`. @throws MilestoneError
   */
  async step(
    camera: PlayableCamera,
    time: number,
    steps: number,
    signal: AbortSignal,
  ): Promise<SteppedPicture> {
    let place = await this.at(camera, time, signal);
    let crossedGap: Range | undefined;
    for (let done = 0; done < Math.abs(steps); done += 1) {
      const stepped = await (steps > 0
        ? this.next(camera, place, signal)
        : this.previous(camera, place, signal));
      place = stepped.place;
      crossedGap = stepped.gap ?? crossedGap;
    }
    const picture = place.run?.pictures[place.index];
    if (picture === undefined) throw await this.nearby.notFound(camera, time);
    return { ...picture, crossedGap };
  }

  /** The picture shown at `time` if its run is at hand; asks nobody. */
  atHand(camera: PlayableCamera, time: number): TimedPicture | undefined {
    const run = this.runs.cached(camera.id, time);
    return run?.pictures[indexAt(run, time)];
  }

  private async at(camera: PlayableCamera, time: number, signal: AbortSignal): Promise<Place> {
    const cached = this.runs.cached(camera.id, time);
    const sequence = cached ? undefined : await this.footage.footageAt(camera, new Date(time));
    if (cached === undefined && sequence === undefined) return { time };
    const run = cached ?? (await this.runs.get(camera, { target: time, askAt: time }, signal));
    return placeIn(run, indexAt(run, time)) ?? { time, ahead: run };
  }

  private async next(camera: PlayableCamera, from: Place, signal: AbortSignal) {
    const isLater = ({ time }: TimedPicture) => time > from.time + SAME_MS;
    if (from.run !== undefined) {
      const place = placeIn(from.run, from.index + 1);
      if (place !== undefined) return { place };
      const over = await this.over(camera, from, signal);
      if (over) return { place: over };
    } else {
      const place = from.ahead && placeIn(from.ahead, 0);
      if (place) return { place };
    }
    const after = await this.nearby.after(camera, from.time);
    const start = after?.startTime.getTime() ?? Number.NaN;
    const run = after && (await this.runs.get(camera, { target: start, askAt: start }, signal));
    const place = run && placeIn(run, run.pictures.findIndex(isLater));
    if (after === undefined || place === undefined) {
      throw new DomainError('picture-not-found', { detail: 'There is no picture after this time yet.' });
    }
    const ended =
      (await this.footage.footageAt(camera, new Date(from.time))) ??
      (await this.nearby.before(camera, from.time));
    return { place, gap: between(ended?.endTime, after.startTime) };
  }

  /**
   * The first picture after a run. Where the VMS's video ended before its sequence does, more may follow after what it lists and
   * doesn't have.
   */
  private async over(camera: PlayableCamera, { run, time }: PicturePlace, signal: AbortSignal) {
    const isLater = (picture: TimedPicture) => picture.time > time + SAME_MS;
    const ended = shownUntil(run);
    const sequence =
      run.next === undefined ? await this.footage.footageAt(camera, new Date(ended)) : undefined;
    if (run.next === undefined && sequence === undefined) return undefined;
    const target = run.next ?? ended;
    const following = await this.runIfAny(camera, { target, askAt: target + 1 }, signal);
    return following && placeIn(following, following.pictures.findIndex(isLater));
  }

  private async previous(camera: PlayableCamera, from: Place, signal: AbortSignal) {
    const place = from.run && placeIn(from.run, from.index - 1);
    if (place !== undefined) return { place };
    let border = from.run === undefined ? from.time : firstTime(from.run);
    const shown = from.run === undefined ? border : border - SAME_MS - 1;
    const sequence = await this.footage.footageAt(camera, new Date(shown));
    if (sequence !== undefined) {
      const over = await this.lastBefore(camera, border, sequence, signal);
      if (over !== undefined) return { place: over };
      border = sequence.startTime.getTime();
    }
    const earlier = await this.nearby.before(camera, border);
    const last = earlier && (await this.lastBefore(camera, border, earlier, signal));
    if (earlier === undefined || last === undefined) {
      throw new DomainError('picture-not-found', {
        detail: 'This is the oldest picture; there is none before.',
      });
    }
    return { place: last, gap: between(earlier.endTime, new Date(border)) };
  }

  /**
   * The last picture of a sequence before a moment. Where the VMS lists more than it has, it may send what comes after that, or
   * nothing: it is asked for ever earlier footage, up to the beginning of the sequence.
   */
  private async lastBefore(
    camera: PlayableCamera,
    border: number,
    { startTime, endTime }: Range,
    signal: AbortSignal,
  ): Promise<PicturePlace | undefined> {
    const start = startTime.getTime();
    const target = Math.min(border - SAME_MS, endTime.getTime()) - 1;
    for (let lead = LEAD_MS; ; lead *= 2) {
      const askAt = Math.max(start, target - lead);
      const run = await this.runIfAny(camera, { target, askAt }, signal);
      const place =
        run &&
        placeIn(
          run,
          run.pictures.findLastIndex(({ time }) => time < border - SAME_MS),
        );
      if (place !== undefined || askAt === start) return place;
    }
  }

  private async runIfAny(camera: PlayableCamera, request: RunRequest, signal: AbortSignal) {
    try {
      return await this.runs.get(camera, request, signal);
    } catch (error) {
      if (error instanceof NotFoundError && error.missing === 'footage') return undefined;
      throw error;
    }
  }
}

function placeIn(run: PictureRun, index: number): PicturePlace | undefined {
  const picture = run.pictures[index];
  return picture && { time: picture.time, run, index };
}

/** Sequences may follow on each other without a gap. */
const between = (end: Date | undefined, start: Date): Range | undefined =>
  end !== undefined && end < start ? { startTime: end, endTime: start } : undefined;
