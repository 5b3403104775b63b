import { KEY_PACE_SECONDS } from '../ffmpeg/segment-arguments.ts';
import type { MadeSegment, ReversedPictures } from '../ffmpeg/segment-job.ts';

/** How long a window is played, in seconds: long enough to be worth a request, short enough to hold in memory. */
const WINDOW_SECONDS = 1.5;
/** The first is short, so that there is something to show. */
const FIRST_SECONDS = 0.25;
/** A window begins with a key picture where one is not further before it than this, in seconds of playing. */
const EXTRA_SECONDS = 1;
/** No window is played for longer, in seconds. */
export const LONGEST_SECONDS = WINDOW_SECONDS + EXTRA_SECONDS;

/** The pictures of `[from, until)`, as they are found in video that begins at `videoStart`. */
export interface ExactWindow {
  videoStart: Date;
  from: Date;
  until: Date;
  pictures: ReversedPictures;
}

/** The picture of the time itself belongs to a window that ends so much after it: more than the border that is kept from its end. */
export const INCLUSIVE_MS = 6;

/** Times are told in whole milliseconds. */
export const ROUNDING_MS = 2;

/** How much of the footage a window shows, in ms. */
export const windowMs = (speed: number) => WINDOW_SECONDS * Math.abs(speed) * 1000;

/** The time to ask for, so that a window ends at `until`. `|speed|` seconds are recorded in each second of playing. */
export function windowStart(until: Date, earliest: Date, speed: number, isFirst: boolean): Date {
  const lengthMs = isFirst ? FIRST_SECONDS * Math.abs(speed) * 1000 : windowMs(speed);
  return new Date(Math.max(earliest.getTime(), until.getTime() - lengthMs));
}

/**
 * Begins with the key picture that the VMS sends first, so that the border is one of pictures; where that lies too far
 * back or beyond the end of the stream, between two pictures: they are decoded from there but not kept.
 */
export function exactWindow(
  asked: { from: Date; until: Date; end?: Date | undefined },
  videoStart: Date,
  speed: number,
  pictures: ReversedPictures,
  intervalSeconds: number | undefined,
): ExactWindow {
  const { until, end } = asked;
  const extraMs = asked.from.getTime() - videoStart.getTime();
  const isBeyondEnd = end !== undefined && videoStart < end;
  if (!isBeyondEnd && extraMs <= EXTRA_SECONDS * Math.abs(speed) * 1000) {
    return { videoStart, from: videoStart, until, pictures };
  }
  // No window follows one that reaches the end: its border needn't lie between pictures, and mustn't lie beyond.
  const isExact = intervalSeconds === undefined || asked.from.getTime() === end?.getTime();
  const from = isExact ? asked.from : betweenPictures(videoStart, extraMs, intervalSeconds);
  return { videoStart, from, until, pictures: pictures === 'key' ? keyPace(speed) : pictures };
}

/** Pictures that stand in for key pictures, where those are not to be had. */
export const keyPace = (speed: number) => KEY_PACE_SECONDS * Math.abs(speed);

function betweenPictures(videoStart: Date, extraMs: number, intervalSeconds: number): Date {
  const pictures = Math.round(extraMs / 1000 / intervalSeconds) - 0.5;
  return new Date(videoStart.getTime() + Math.round(pictures * intervalSeconds * 1000));
}

/** Where a time lies in the video of a window, in seconds. */
export const inWindow = ({ videoStart }: ExactWindow, time: Date) =>
  (time.getTime() - videoStart.getTime()) / 1000;

/** How far apart the pictures of a window were recorded, in seconds; `undefined` where there is one alone. */
export const recordedInterval = ({ intervalSeconds }: MadeSegment, speed: number) =>
  intervalSeconds === undefined ? undefined : intervalSeconds * Math.abs(speed);

/** When the picture was recorded that a window turned round begins with. */
export function lastTaken(window: ExactWindow, made: MadeSegment, speed: number): Date {
  const { videoStart, from } = window;
  const { firstTakenSeconds, startSeconds } = made;
  const oldestSeconds = made.nextSeconds ?? made.lastPictureSeconds ?? startSeconds;
  const spanSeconds = (oldestSeconds - startSeconds) * Math.abs(speed);
  const isAligned = from.getTime() === videoStart.getTime();
  const first =
    isAligned || firstTakenSeconds === undefined
      ? from.getTime()
      : videoStart.getTime() + firstTakenSeconds * 1000;
  return new Date(Math.round(first + spanSeconds * 1000));
}
