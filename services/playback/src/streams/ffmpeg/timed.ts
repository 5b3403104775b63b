import { pictureInterval } from '../video/picture-times.ts';
import type { MadeSegment } from './segment-job.ts';

/** A segment with the times of its pictures; `nextTime` is when the picture after the last is shown, if that is known. */
export function timed(segment: MadeSegment, times: readonly number[], nextTime?: number): MadeSegment {
  const { intervalSeconds: _, nextSeconds: __, ...rest } = segment;
  const first = times[0];
  const last = times.at(-1);
  if (first === undefined || last === undefined) return segment;
  const lastPictureSeconds = rest.startSeconds + last - first;
  const intervalSeconds = pictureInterval(nextTime === undefined ? times : [...times, nextTime]);
  if (intervalSeconds === undefined) return { ...rest, lastPictureSeconds };
  const nextSeconds = nextTime === undefined ? undefined : rest.startSeconds + nextTime - first;
  return {
    ...rest,
    lastPictureSeconds,
    intervalSeconds,
    endSeconds: nextSeconds ?? lastPictureSeconds + intervalSeconds,
    ...(nextSeconds !== undefined && { nextSeconds }),
  };
}
