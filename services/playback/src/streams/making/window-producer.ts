import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { MilestoneError, type VmsSequence } from '@playhead/milestone';
import type { PlayableCamera } from '../../cameras/cameras.repository.ts';
import type { PlaybackStream } from '../stream.ts';
import { LAST_PICTURE_SECONDS } from './forwards.ts';
import { BORDER_MARGIN_MS } from './part-maker.ts';
import { Patience } from './patience.ts';
import type { WindowPictures } from './plan.ts';
import { SequenceFinder } from './sequence-finder.ts';
import { type ExactWindow, INCLUSIVE_MS, LONGEST_SECONDS, ROUNDING_MS } from './window.ts';
import {
  type Place,
  type ReversedSegment,
  type SentWindow,
  type UnsentWindow,
  WindowMaker,
  type WindowResult,
} from './window-maker.ts';

/** How long a picture is shown of which there is one alone, in seconds of playing. */
const ALONE_SECONDS = 0.125;

/** The time that is told of a key picture may go no further than this where nobody knows when the next was recorded, in seconds of playing. */
const LAST_KEY_SECONDS = 0.25;

/** What players shift pictures by may be so much, in seconds of recording. */
const SHIFT_SECONDS = 0.1;

/** A sequence may end so much after its last picture, in ms. */
const LAST_PICTURE_MS = LAST_PICTURE_SECONDS * 1000;

/** The next picture may come so much later than others do, in intervals between them. */
const LATE_INTERVALS = 1.5;

/** What a window was made for. */
interface Attempt {
  stream: PlaybackStream;
  pictures: WindowPictures;
  place: Place;
  patience: Patience;
}

/**
 * Plays backwards what the VMS sends forwards only: window after window before the playhead is fetched, decoded and
 * turned round. Each picture belongs to one window.
 */
@Injectable()
export class WindowProducer {
  constructor(
    private readonly windows: WindowMaker,
    private readonly sequences: SequenceFinder,
  ) {}

  /** Resolves at the first footage. @throws MilestoneError, FfmpegError. Rejects when the stream is closed. */
  async produce(stream: PlaybackStream, pictures: WindowPictures): Promise<void> {
    const { startTime, speed } = stream.identity;
    const { signal } = stream.abort;
    const patience = new Patience(speed, startTime);
    stream.limitSegments(LONGEST_SECONDS);
    let place = await this.placeAt(stream, new Date(startTime.getTime() + INCLUSIVE_MS), false);
    while (place !== undefined) {
      await stream.untilWanted();
      try {
        const result: WindowResult = await this.windows.make(stream, pictures, place);
        place =
          result.kind === 'sent'
            ? await this.afterSent(stream, place, result, patience)
            : await this.afterUnsent({ stream, pictures, place, patience }, result);
      } catch (error) {
        signal.throwIfAborted();
        const isPassing = error instanceof MilestoneError && error.kind === 'unavailable';
        if (!isPassing || !(await patience.again(signal))) throw error;
      }
    }
  }

  /** `undefined` where there is no earlier footage. `known` is the sequence that was played last. */
  private async placeAt(
    stream: PlaybackStream,
    until: Date,
    runsOn: boolean,
    known?: VmsSequence,
  ): Promise<Place | undefined> {
    const { camera, endTime } = stream.identity;
    if (endTime !== undefined && endTime >= until) return undefined;
    if (known !== undefined && known.startTime < until) return { until, sequence: known, runsOn };
    const sequence = await this.sequenceAt(camera, until, endTime);
    if (sequence === undefined) return undefined;
    const skips = sequence.endTime < until;
    return { until: skips ? sequence.endTime : until, sequence, runsOn: runsOn && !skips };
  }

  /** As it goes on beyond `until`: only where it ends near there, its last picture may be older. */
  private async sequenceAt(
    camera: PlayableCamera,
    until: Date,
    from: Date | undefined,
  ): Promise<VmsSequence | undefined> {
    const later = new Date(until.getTime() + LAST_PICTURE_MS);
    const found = await this.sequences.before(camera, later, from);
    const isLater = found !== undefined && found.startTime >= until;
    return isLater ? this.sequences.before(camera, until, from) : found;
  }

  /** What the VMS has after it instead tells of a hole at once; else it may send what it lists a moment later. */
  private async afterUnsent(
    { stream, pictures, place, patience }: Attempt,
    { reached, comesLater }: UnsentWindow,
  ): Promise<Place | undefined> {
    const { sequence, brokeAt } = place;
    const isHole = comesLater && reached > sequence.startTime;
    // What came before it was already sent.
    const isKnown = isHole && brokeAt !== undefined;
    if (isKnown || (!isHole && (await patience.again(stream.abort.signal))))
      return this.placeAt(stream, reached, false, sequence);
    const until = await this.windows.endBeforeHole(stream, pictures, place, reached);
    if (until !== undefined) return this.placeAt(stream, until, false, sequence);
    patience.goOver(stream.nextSegmentIndex);
    return this.placeAt(stream, sequence.startTime, false);
  }

  /** Where the VMS ended too early, the rest of the window is asked for first: it is shown before what came. */
  private async afterSent(
    stream: PlaybackStream,
    place: Place,
    sent: SentWindow,
    patience: Patience,
  ): Promise<Place | undefined> {
    const brokeAt = this.brokeAt(stream, place, sent);
    if (brokeAt !== undefined) {
      if (place.brokeAt !== undefined && brokeAt > place.brokeAt) patience.renew();
      if (await patience.again(stream.abort.signal)) return { ...place, brokeAt };
    }
    const { window, made, failure, hole } = sent;
    if (failure !== undefined) throw failure;
    const beforeHole = hole?.isWithin === true ? hole.before : undefined;
    const isWhole = brokeAt === undefined && (hole === undefined || hole.isWithin);
    const isRunningOn = made !== undefined && this.list(stream, window, place, made, isWhole);
    // Over a hole the VMS is waited for once, not for each window.
    if (made !== undefined) patience.reached(window.from);
    const left = beforeHole ?? (made?.nextSeconds === undefined ? undefined : window.from);
    const until = left === undefined ? window.from : new Date(left.getTime() + INCLUSIVE_MS);
    return this.placeAt(stream, until, isRunningOn && beforeHole === undefined, place.sequence);
  }

  /** When the picture after those that came was recorded, where more of the window should have come. */
  private brokeAt(
    stream: PlaybackStream,
    { until, sequence }: Place,
    { window, made, isOver, sentUntil, hole }: SentWindow,
  ): Date | undefined {
    // At the live edge the VMS may list what it doesn't send yet.
    if (!isOver || !this.sequences.isSettled(until)) return undefined;
    if (made === undefined) return hole === undefined ? window.from : undefined;
    const interval = this.windows.intervalOf(stream);
    if (interval === undefined) return undefined;
    const shownMs = made.wallClock.getTime();
    // Of what is sent, not all is shown: key pictures may be as far apart as they like.
    const sentMs = Math.max(shownMs, sentUntil?.getTime() ?? 0);
    const dueMs = Math.min(until.getTime(), sequence.endTime.getTime() - LAST_PICTURE_MS);
    if (dueMs - sentMs <= interval * LATE_INTERVALS * 1000) return undefined;
    return new Date(Math.max(shownMs + interval * 1000, sentMs) + BORDER_MARGIN_MS);
  }

  /**
   * Where it is not whole, it is not what is shown right after the last. Answers whether another may run on from it: players
   * show its last picture as long as the others, and would shift what comes sooner.
   */
  private list(
    stream: PlaybackStream,
    window: ExactWindow,
    { until, sequence, runsOn }: Place,
    made: ReversedSegment,
    isWhole: boolean,
  ): boolean {
    const { directory, speed, startTime } = stream.identity;
    const pace = Math.abs(speed);
    const { wallClock } = made;
    const spanSeconds = (made.lastPictureSeconds ?? made.startSeconds) - made.startSeconds;
    const intervalSeconds = made.intervalSeconds ?? ALONE_SECONDS;
    const lastSeconds =
      window.pictures === 'key' ? Math.min(intervalSeconds, LAST_KEY_SECONDS) : intervalSeconds;
    const shownSeconds =
      made.nextSeconds === undefined ? spanSeconds + lastSeconds : made.nextSeconds - made.startSeconds;
    const joins = runsOn && isWhole;
    // Where a window begins with the picture of its border, no time was told yet in which its last one is shown.
    const isInclusive = until.getTime() - wallClock.getTime() <= INCLUSIVE_MS + ROUNDING_MS;
    const durationSeconds =
      joins && !isInclusive ? (until.getTime() - window.from.getTime()) / 1000 / pace : shownSeconds;
    if (stream.nextSegmentIndex === 0) stream.startSkipped = sequence.endTime < startTime;
    stream.add(
      {
        path: join(directory, made.fileName),
        bytes: made.bytes,
        jpegs: made.jpegs,
        durationSeconds,
        wallClock,
        discontinuity: stream.nextSegmentIndex > 0 && !joins,
      },
      (runsOn ? stream.timestampSeconds : 0) + durationSeconds,
    );
    const playedSeconds = made.nextSeconds === undefined ? spanSeconds + intervalSeconds : shownSeconds;
    return (playedSeconds - durationSeconds) * pace <= SHIFT_SECONDS;
  }
}
