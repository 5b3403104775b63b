import type { PlaybackStream } from '../stream.ts';
import type { SequenceFinder } from './sequence-finder.ts';
import { beyond } from './wall-clock.ts';
import { REACHED_MS } from './way.ts';

/** Where no footage is listed, a first picture that lies so far beyond the asked time tells of a gap, in ms. */
const UNLISTED_MS = 1_000;

/**
 * Whether the asked time of a stream lies in a gap, where the first picture was recorded at `start`. Within a sequence that
 * may lie beyond the asked time too: the next picture, or the next group of pictures. @throws MilestoneError
 */
export async function startsBeyondGap(
  sequences: Pick<SequenceFinder, 'after' | 'before'>,
  { identity }: Pick<PlaybackStream, 'identity'>,
  start: Date,
): Promise<boolean> {
  const { camera, startTime, endTime, speed } = identity;
  const lateMs = beyond(startTime, start, speed);
  if (lateMs <= REACHED_MS) return false;
  const way = speed > 0 ? 'after' : 'before';
  const found = await sequences[way](camera, startTime, endTime);
  if (found === undefined) return lateMs > UNLISTED_MS;
  const [near, far] = speed > 0 ? [found.startTime, found.endTime] : [found.endTime, found.startTime];
  return beyond(startTime, near, speed) > REACHED_MS || beyond(far, start, speed) >= 0;
}
