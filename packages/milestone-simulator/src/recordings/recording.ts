import { z } from 'zod';
import { SECOND } from '../history/slots.ts';
import type { Stretch } from '../history/stretch.ts';

/** A manual recording. Times are epoch ms; `end` is when it is due to end, or did when it was stopped. */
export const Recording = z.object({
  recordingId: z.string().min(1),
  cameraId: z.string().min(1),
  start: z.number().int(),
  end: z.number().int(),
  triggerBy: z.string(),
  description: z.string(),
});
export type Recording = z.infer<typeof Recording>;

/**
 * The footage that recordings of one camera ask for: from the key picture before the start to the end of the last whole
 * second, so that every range starts on a key picture. Recordings in the order of their start.
 */
export function footageOfRecordings(recordings: readonly Recording[]): Stretch[] {
  const ranges: Stretch[] = [];
  for (const { start, end } of recordings) {
    const from = Math.max(Math.floor(start / SECOND) * SECOND, ranges.at(-1)?.end ?? 0);
    const to = Math.ceil(end / SECOND) * SECOND;
    if (from < to) ranges.push({ start: from, end: to, triggered: start });
  }
  return ranges;
}
