import type { Segment } from '../playlist/playlist.ts';
import type { PlaybackStream } from '../stream.ts';

/** When the picture was recorded that is shown `offsetSeconds` after the one of `start` (design §6). */
export const wallClockAt = (start: Date, speed: number, offsetSeconds: number) =>
  new Date(start.getTime() + Math.round(speed * offsetSeconds * 1000));

/** When the picture was recorded that follows a segment without a break. */
export const endOf = (segment: Pick<Segment, 'wallClock' | 'durationSeconds'>, speed: number) =>
  wallClockAt(segment.wallClock, speed, segment.durationSeconds);

/** How far `time` lies beyond `from` in the direction of travel, in ms; negative where it lies before. */
export const beyond = (from: Date, time: Date, speed: number) =>
  (time.getTime() - from.getTime()) * Math.sign(speed);

/** The wall-clock time up to which the stream is made; `position` while nothing is, or where that lies beyond a gap. */
export function reachedBy(stream: PlaybackStream, position: Date): Date {
  const { speed } = stream.identity;
  const last = stream.segments.at(-1);
  if (last === undefined) return position;
  const end = endOf(last, speed);
  return beyond(position, end, speed) > 0 ? end : position;
}
