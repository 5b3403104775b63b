import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient, VmsSequence } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { isFirstKeyByItself } from '../cutting/first-key.ts';
import type { MadeSegment, OldestKey, ReversedPictures } from '../ffmpeg/segment-job.ts';
import { cutWindow } from '../ffmpeg/turned-round.ts';
import type { PlaybackStream } from '../stream.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { endBeforeHole } from './hole-search.ts';
import { tidy } from './tidy.ts';
import { type OpenedVideo, openVideo } from './video-feed.ts';
import { beyond } from './wall-clock.ts';
import { REACHED_MS } from './way.ts';
import {
  type ExactWindow,
  exactWindow,
  inWindow,
  keyPace,
  LONGEST_SECONDS,
  lastTaken,
  ROUNDING_MS,
  recordedInterval,
  windowMs,
  windowStart,
} from './window.ts';
import { type TurnedRound, WindowTurner } from './window-turner.ts';

/** Where the next window ends. */
export interface Place {
  /** Pictures before this are still to be shown. */
  until: Date;
  /** The sequence that holds them. */
  sequence: VmsSequence;
  /** Whether the last window ended here. */
  runsOn: boolean;
  /** The VMS ended what it sent of this window before the picture of this time: what begins with it comes first. */
  brokeAt?: Date;
}

/** What came of a window. */
export type WindowResult = UnsentWindow | SentWindow;

/** The VMS sent no video of it. */
export interface UnsentWindow {
  kind: 'unsent';
  reached: Date;
  /** Whether it sent what it has after it. */
  comesLater: boolean;
}

export interface SentWindow extends Pick<TurnedRound, 'isOver' | 'failure'> {
  kind: 'sent';
  window: ExactWindow;
  made: ReversedSegment | undefined;
  /** When the last picture was recorded that the VMS sent, shown or not; `undefined` where nothing tells. */
  sentUntil: Date | undefined;
  /**
   * A hole before which the picture of this time was the last: the window begins after it, or all of it lies in it; or what the
   * window shows ends with it.
   */
  hole?: { before: Date; isWithin: boolean };
}

/** A segment of pictures in the opposite order. */
export interface ReversedSegment extends MadeSegment {
  /** When its first picture was recorded. */
  wallClock: Date;
}

/** Makes one segment of a window of forward footage: fetched, decoded and turned round. */
@Injectable()
export class WindowMaker {
  /** How long a picture of a stream is shown, in seconds of recording, once that is known. */
  private readonly intervals = new WeakMap<PlaybackStream, number>();
  /** Streams whose key pictures can't be decoded without others; the first of a recording is like those of any other. */
  private readonly dependent = new WeakSet<PlaybackStream>();
  /** Streams whose groups of pictures are so long that others have to stand in for key pictures. */
  private readonly sparse = new WeakSet<PlaybackStream>();

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly turner: WindowTurner,
  ) {}

  /** The segment is not listed yet. @throws MilestoneError, FfmpegError. Rejects when the stream is closed. */
  async make(stream: PlaybackStream, pictures: ReversedPictures, place: Place): Promise<WindowResult> {
    const { camera, speed, endTime: end } = stream.identity;
    const { until, sequence } = place;
    const earliest = latestOf(sequence.startTime, end, place.brokeAt);
    const from = windowStart(until, earliest, speed, stream.nextSegmentIndex === 0);
    const keyPicturesOnly = this.showsKeysOnly(stream, pictures);
    const request = { deviceId: camera.deviceId, startTime: from, speed: 1, keyPicturesOnly };
    await tidy(stream);
    const tells = keyPicturesOnly ? tellsFirstKey : undefined;
    const opened = await openVideo(this.milestone, request, stream.abort.signal, tells);
    if (opened === undefined || isEmpty(opened) || opened.video.startTime >= until) {
      opened?.video.body.destroy();
      const comesLater = opened !== undefined && !isEmpty(opened);
      return { kind: 'unsent', reached: from, comesLater };
    }
    const shown = pictures === 'key' && this.keysDepend(stream, opened) ? keyPace(speed) : pictures;
    const interval = this.intervals.get(stream);
    const exact = exactWindow({ from, until, end }, opened.video.startTime, speed, shown, interval);
    const isFar = keyPicturesOnly && exact.pictures !== 'key';
    const isBeyondEnd = end !== undefined && exact.videoStart < end;
    if (isFar && (isBeyondEnd || stream.nextSegmentIndex === 0)) {
      opened.video.body.destroy();
      return this.makeSparse(stream, pictures, place);
    }
    // There may be a hole instead of a long group of pictures, which is not known before it is sent.
    const window: ExactWindow = isFar ? { ...exact, from: exact.videoStart, pictures: 'key' } : exact;
    const oldestKey = this.oldestKey(stream, window, place);
    const turned = await this.turner.turnRound(stream, opened, window, { runsOn: place.runsOn, oldestKey });
    const { laterKeys } = turned;
    if (laterKeys?.areByThemselves === false) {
      this.dependent.add(stream);
      return this.make(stream, pictures, place);
    }
    // The first key picture of a recording says nothing of those after it.
    const isRecordingsFirst = beyond(window.from, sequence.startTime, speed) <= REACHED_MS;
    if (isRecordingsFirst && laterKeys !== undefined && laterKeys.areByThemselves === undefined)
      return this.make(stream, keyPace(speed), place);
    const recorded = turned.made && recordedInterval(turned.made, speed);
    if (recorded !== undefined) this.intervals.set(stream, recorded);
    const sent = await this.cutAtHole(stream, window, turned);
    if (isFar && (sent.hole === undefined || sent.hole.before > from))
      return this.makeSparse(stream, pictures, place);
    return sent;
  }

  /** Groups of pictures are too long for key pictures alone. */
  private makeSparse(
    stream: PlaybackStream,
    pictures: ReversedPictures,
    place: Place,
  ): Promise<WindowResult> {
    this.sparse.add(stream);
    return this.make(stream, pictures, place);
  }

  /**
   * Nothing comes before the first picture of a sequence, and the window that reaches the end of a stream may begin between key
   * pictures, and show others. The first window is the sooner made the less there is to it.
   */
  private oldestKey(stream: PlaybackStream, { from }: ExactWindow, { sequence }: Place): OldestKey {
    const { speed, endTime } = stream.identity;
    const { startTime } = sequence;
    if (beyond(from, startTime, speed) <= REACHED_MS) return 'shown';
    const longestMs = LONGEST_SECONDS * Math.abs(speed) * 1000;
    // What is found of a sequence may begin where the stream ends.
    const endsWithin = endTime !== undefined && endTime >= startTime;
    if (endsWithin && beyond(from, endTime, speed) <= longestMs) return 'shown';
    return stream.nextSegmentIndex === 0 ? 'left' : 'left-with-repetition';
  }

  /** Where nothing was recorded for a while within a window, what is before that is left for the next one. */
  private async cutAtHole(
    stream: PlaybackStream,
    window: ExactWindow,
    { made, isOver, failure, sentTimes }: TurnedRound,
  ): Promise<SentWindow> {
    const { directory, speed } = stream.identity;
    const at = (seconds: number) => new Date(window.videoStart.getTime() + Math.round(seconds * 1000));
    const { reachedSeconds } = sentTimes;
    const sentUntil = reachedSeconds === undefined ? undefined : at(reachedSeconds);
    const sent = { kind: 'sent', isOver, sentUntil, ...(failure !== undefined && { failure }) } as const;
    const last = made && { ...made, wallClock: lastTaken(window, made, speed) };
    const sentHole =
      made?.jpegs === undefined
        ? sentTimes.lastHole(inWindow(window, window.until) - ROUNDING_MS / 1000)
        : undefined;
    if (sentHole === undefined) return { ...sent, window, made: last };
    const [before, from] = [at(sentHole.fromSeconds), at(sentHole.toSeconds)];
    if (from.getTime() >= window.until.getTime() - ROUNDING_MS)
      return { ...sent, window, made: last, hole: { before, isWithin: before < window.from } };
    if (last === undefined || from <= window.from || from.getTime() > last.wallClock.getTime() + ROUNDING_MS)
      return { ...sent, window, made: last };
    const keptSeconds = beyond(last.wallClock, from, speed) / 1000 / Math.abs(speed);
    const kept = await cutWindow(directory, last, keptSeconds);
    return {
      ...sent,
      window: { ...window, from },
      made: { ...kept, wallClock: last.wallClock },
      hole: { before, isWithin: true },
    };
  }

  /**
   * Where the pictures before a hole end, about, that was come upon within a sequence at `reached`; `undefined` where the VMS sends
   * none of them. @throws MilestoneError
   */
  endBeforeHole(
    stream: PlaybackStream,
    pictures: ReversedPictures,
    { sequence }: Place,
    reached: Date,
  ): Promise<Date | undefined> {
    const { camera, speed, endTime } = stream.identity;
    const keyPicturesOnly = this.showsKeysOnly(stream, pictures);
    const hole = {
      earliest: latestOf(sequence.startTime, endTime),
      voidFrom: reached,
      exactMs: windowMs(speed),
    };
    return endBeforeHole(hole, async (startTime, before) => {
      const request = { deviceId: camera.deviceId, startTime, speed: 1, keyPicturesOnly };
      const opened = await openVideo(this.milestone, request, stream.abort.signal);
      opened?.video.body.destroy();
      stream.abort.signal.throwIfAborted();
      return opened !== undefined && !isEmpty(opened) && opened.video.startTime < before;
    });
  }

  private showsKeysOnly(stream: PlaybackStream, pictures: ReversedPictures): boolean {
    return pictures === 'key' && !this.dependent.has(stream) && !this.sparse.has(stream);
  }

  /** How long a picture of the stream is shown, in seconds of recording; `undefined` while that is not known. */
  intervalOf(stream: PlaybackStream): number | undefined {
    return this.intervals.get(stream);
  }

  /** Whether key pictures of a stream can't be decoded without the others, by what was sent of it so far. */
  private keysDepend(stream: PlaybackStream, { format, head }: OpenedVideo): boolean {
    if (!this.dependent.has(stream) && format.codec === 'h264' && !isFirstKeyByItself(format, head)) {
      this.dependent.add(stream);
    }
    return this.dependent.has(stream);
  }
}

const tellsFirstKey = (format: VideoFormat, head: Buffer) =>
  format.codec !== 'h264' || isFirstKeyByItself(format, head) !== undefined;

const isEmpty = ({ over, head, failure }: OpenedVideo) => over && failure === undefined && head.length === 0;

const latestOf = (first: Date, ...others: (Date | undefined)[]): Date =>
  new Date(Math.max(first.getTime(), ...others.map((time) => time?.getTime() ?? 0)));
