import { ApiProblem, ConnectionLost, isProblem } from '../../api/errors.ts';
import { PlaybackUnsupported } from './hls-source.ts';
import type { PlayerFailure } from './player-machine.ts';

/** What opening a stream threw, as a failure. */
export const failureOf = (error: unknown): PlayerFailure =>
  error instanceof PlaybackUnsupported ? { kind: 'unsupported' } : { kind: 'problem', error };

/** Nothing was recorded at this moment or after it, so far. */
export const isNothingYet = (failure: PlayerFailure): boolean =>
  failure.kind === 'problem' && isProblem(failure.error, 'footage-not-found');

/** Waiting times between attempts, in ms; the last is kept. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 10_000] as const;
const LONGEST_PAUSE_MS = 10_000;

/** What may be a damaged piece of footage is not asked for more often than this. */
const MOST_DOUBTFUL = 3;

/** Passes by itself: a service that starts, a VMS that is away, a stream that was closed or is one too many. */
const passing = new Set([
  'service-unavailable',
  'vms-unavailable',
  'stream-limit-reached',
  'stream-not-found',
  'segment-link-invalid',
  'too-many-requests',
]);
const doubtful = new Set(['internal', 'stream-failed', 'vms-refused']);

/**
 * How long to wait before the stream is opened again, in ms, when it has failed `attempts` times in a row; undefined
 * where trying again by itself would not help.
 */
export function pauseBefore(failure: PlayerFailure, attempts: number): number | undefined {
  if (failure.kind !== 'problem') return undefined;
  const pause = PAUSES_MS[Math.max(attempts, 1) - 1] ?? LONGEST_PAUSE_MS;
  const { error } = failure;
  if (error instanceof ConnectionLost) return pause;
  if (!(error instanceof ApiProblem)) return undefined;
  if (passing.has(error.code)) return Math.max(pause, (error.retryAfterSeconds ?? 0) * 1000);
  return doubtful.has(error.code) && attempts <= MOST_DOUBTFUL ? pause : undefined;
}
