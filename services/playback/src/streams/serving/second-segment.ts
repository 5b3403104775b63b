import { linkSignals } from '@playhead/service-kit';
import type { PlaybackStream } from '../stream.ts';

/**
 * How long a playlist waits for the second segment, in ms. Players read a playlist again after the length of its last
 * segment (RFC 8216 §6.3.4), so that one with a single segment leaves them nothing to play when they come back.
 */
const SECOND_MS = 150;

/**
 * How long a playlist waits for another segment that is read again by somebody who will soon have none left, in ms: without
 * news, players come again only after half a target duration.
 */
const NEXT_MS = 500;

/** Resolves when there is a second segment, none will come, or it takes its time. Rejects when `signal` aborts. */
export const secondSegment = (stream: PlaybackStream, signal: AbortSignal): Promise<void> =>
  segments(stream, { count: 2, patienceMs: SECOND_MS }, signal);

/** The same for one more segment than there is, where viewers wait for it. Resolves at once where they have enough. */
export async function nextSegment(stream: PlaybackStream, signal: AbortSignal): Promise<void> {
  if (!stream.runsDry) return;
  await segments(stream, { count: stream.nextSegmentIndex + 1, patienceMs: NEXT_MS }, signal);
}

async function segments(
  stream: PlaybackStream,
  { count, patienceMs }: { count: number; patienceMs: number },
  signal: AbortSignal,
): Promise<void> {
  const link = linkSignals(signal);
  const timer = setTimeout(() => link.abort(), patienceMs);
  try {
    await stream.until(count, link.signal);
  } catch (error) {
    if (signal.aborted || !link.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
    link.release();
  }
}
