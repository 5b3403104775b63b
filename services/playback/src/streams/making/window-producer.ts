import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { MilestoneError, type VmsSequence } from '@playhead/milestone';
import type { PlayableCamera } from '../../cameras/cameras.repository.ts';
import type { MadeSegment } from '../ffmpeg/segment-job.ts';
import type { PlaybackStream } from '../stream.ts';
import { LAST_PICTURE_SECONDS } from './forwards.ts';
import { BORDER_MARGIN_MS } from './part-maker.ts';
import { Patience } from './patience.ts';
import type { WindowPictures } from './plan.ts';
import { SequenceFinder } from './sequence-finder.ts';
import { type ExactWindow, LONGEST_SECONDS, lastTaken } from './window.ts';
import {
  type Place,
  type SentWindow,
  type UnsentWindow,
  WindowMaker,
  type WindowResult,
} from './window-maker.ts';

/** The picture of the asked time itself is shown: more than the border that is kept from a window's end. */
const INCLUSIVE_MS = 6;

/** How long a picture is shown of which there is one alone, in seconds of playing. */
const ALONE_SECONDS = 0.125;

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
    const { window, made, failure } = sent;
    if (failure !== undefined) throw failure;
    const runsOn = made !== undefined && this.list(stream, window, place, made, brokeAt === undefined);
    // Over a hole the VMS is waited for once, not for each window.
    if (made !== undefined) patience.reached(window.from);
    return this.placeAt(stream, window.from, runsOn, place.sequence);
  }

  /** When the picture after those that came was recorded, where more of the window should have come. */
  private brokeAt(
    stream: PlaybackStream,
    { until, sequence }: Place,
    { window, made, isOver }: SentWindow,
  ): Date | undefined {
    // At the live edge the VMS may list what it doesn't send yet.
    if (!isOver || !this.sequences.isSettled(until)) return undefined;
    if (made === undefined) return window.from;
    const interval = this.windows.intervalOf(stream);
    if (interval === undefined) return undefined;
    const last = lastTaken(window, made, stream.identity.speed);
    const dueMs = Math.min(until.getTime(), sequence.endTime.getTime() - LAST_PICTURE_MS);
    if (dueMs - last.getTime() <= interval * LATE_INTERVALS * 1000) return undefined;
    return new Date(last.getTime() + interval * 1000 + BORDER_MARGIN_MS);
  }

  /**
   * Where it is not whole, it is not what is shown right after the last. Answers whether another may run on from it: players
   * show its last picture as long as the others, and would shift what comes sooner.
   */
  private list(
    stream: PlaybackStream,
    window: ExactWindow,
    { until, sequence, runsOn }: Place,
    made: MadeSegment,
    isWhole: boolean,
  ): boolean {
    const { directory, speed, startTime } = stream.identity;
    const pace = Math.abs(speed);
    const wallClock = lastTaken(window, made, speed);
    const spanSeconds = (made.lastPictureSeconds ?? made.startSeconds) - made.startSeconds;
    const shownSeconds = spanSeconds + (made.intervalSeconds ?? ALONE_SECONDS);
    const joins = runsOn && isWhole;
    const durationSeconds = joins ? (until.getTime() - window.from.getTime()) / 1000 / pace : shownSeconds;
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
    return (shownSeconds - durationSeconds) * pace <= SHIFT_SECONDS;
  }
}
