import { DomainError, toDomainError } from '@playhead/service-kit';
import { DecodeError } from '../../pictures/picture-decoder.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-run.ts';

export const closedError = (cause?: unknown) =>
  new DomainError('stream-not-found', {
    detail: 'It was closed because nobody watched. Open it again.',
    cause,
  });

/** For what was waited for in vain. */
export function toClosed(cause: unknown): never {
  throw closedError(cause);
}

export const lateError = (cause: unknown) =>
  new DomainError('vms-unavailable', {
    detail: 'The VMS sends no video in time. Try again.',
    cause,
    retryAfterSeconds: 5,
  });

/** Why a stream could not be made, for those who watch it. */
export function toStreamError(error: unknown): DomainError {
  if (!(error instanceof FfmpegError || error instanceof DecodeError)) return toDomainError(error);
  return new DomainError('stream-failed', {
    detail: 'FFmpeg can not read what the VMS sends. See the log.',
    cause: error,
  });
}
