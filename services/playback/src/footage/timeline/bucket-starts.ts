import type { TimelineResolution } from '@playhead/contracts';
import type { Range } from '../footage.ts';
import { type Stretch, stretchesOf } from './stretches.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Where to begin to look for the start of the bucket that a range begins in: no local day is longer. */
const LEAD_MS = 2 * DAY_MS;

/**
 * When the buckets of a range begin, epoch ms, ascending; the first at or before the range. Minutes are those of UTC. An
 * hour begins at each full hour that clocks in `timeZone` show and whenever they are changed, so that no hour is longer
 * than one; a day when its date is first shown there, so that days have 23 to 25 hours where clocks are changed.
 */
export function bucketStarts(range: Range, resolution: TimelineResolution, timeZone: string): number[] {
  const first = range.startTime.getTime();
  const end = range.endTime.getTime();
  if (resolution === 'minute') return fullMinutes(first, end);
  const stretches = stretchesOf(first - LEAD_MS, end, timeZone);
  const starts = resolution === 'hour' ? stretches.flatMap(fullHours) : days(stretches);
  return starts.slice(starts.findLastIndex((start) => start <= first));
}

/** How many minutes a range has; a year of them need not be listed to be counted. */
export const minuteCount = ({ startTime, endTime }: Range): number =>
  Math.ceil(endTime.getTime() / MINUTE_MS) - Math.floor(startTime.getTime() / MINUTE_MS);

function fullMinutes(first: number, end: number): number[] {
  const starts: number[] = [];
  for (let start = Math.floor(first / MINUTE_MS) * MINUTE_MS; start < end; start += MINUTE_MS) {
    starts.push(start);
  }
  return starts;
}

function fullHours({ from, to, offsetMs }: Stretch): number[] {
  const starts = [from];
  const next = (Math.floor((from + offsetMs) / HOUR_MS) + 1) * HOUR_MS - offsetMs;
  for (let start = next; start < to; start += HOUR_MS) starts.push(start);
  return starts;
}

/** Days are counted, so that a date that is shown again after midnight was put back does not begin a second time. */
function days(stretches: readonly Stretch[]): number[] {
  const starts: number[] = [];
  let day = Number.NEGATIVE_INFINITY;
  for (const { from, to, offsetMs } of stretches) {
    let next = Math.max(day + 1, Math.floor((from + offsetMs) / DAY_MS));
    for (; next * DAY_MS - offsetMs < to; next += 1) {
      starts.push(Math.max(from, next * DAY_MS - offsetMs));
      day = next;
    }
  }
  return starts;
}
