import type { Range } from '../footage/footage.ts';

/** The parts that a range is exported in, in order; the last one may be shorter. */
export function partsOf({ startTime, endTime }: Range, seconds: number): Range[] {
  const end = endTime.getTime();
  const partMs = seconds * 1000;
  const parts: Range[] = [];
  for (let at = startTime.getTime(); at < end; at += partMs) {
    parts.push({ startTime: new Date(at), endTime: new Date(Math.min(end, at + partMs)) });
  }
  return parts;
}
