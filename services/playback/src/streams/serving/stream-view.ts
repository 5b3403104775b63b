import type { DomainError } from '@playhead/service-kit';
import type { Segment, StreamStart } from '../playlist/playlist.ts';
import type { PlaybackStream } from '../stream.ts';
import { toStreamError } from './stream-errors.ts';

/** What a playlist says of a stream at this moment, whoever asks. */
export interface StreamView {
  streamId: string;
  segments: readonly Omit<Segment, 'path' | 'bytes'>[];
  start: StreamStart;
  discontinuitySequence: number;
  targetDurationSeconds: number;
  ended: boolean;
  problem?: Pick<DomainError, 'code' | 'message'> | undefined;
}

export function viewOf(stream: PlaybackStream): StreamView {
  const { identity, state } = stream;
  return {
    streamId: identity.id,
    segments: stream.segments,
    start: {
      asked: identity.startTime,
      start: stream.startedAt ?? identity.startTime,
      skipped: stream.startSkipped,
    },
    discontinuitySequence: stream.discontinuitySequence,
    targetDurationSeconds: stream.targetDurationSeconds,
    ended: state.kind === 'ended',
    ...(state.kind === 'failed' && { problem: toStreamError(state.error) }),
  };
}
