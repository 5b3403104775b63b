import type { PlaybackStream } from '../stream.ts';

/**
 * How long a playlist waits for the second segment, in ms. Players read a playlist again after the length of its last
 * segment (RFC 8216 §6.3.4), so that one with a single segment leaves them nothing to play when they come back.
 */
const SECOND_MS = 150;

/** Resolves when there is a second segment, none will come, or it takes its time. Rejects when `signal` aborts. */
export async function secondSegment(stream: PlaybackStream, signal: AbortSignal): Promise<void> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), SECOND_MS);
  try {
    await stream.until(2, AbortSignal.any([signal, patience.signal]));
  } catch (error) {
    if (signal.aborted || !patience.signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
}
