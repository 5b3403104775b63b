import { DomainError } from '@playhead/service-kit';
import { DecodeError } from './picture-decoder.ts';

/** How long the VMS and FFmpeg may take over one stretch of video, waiting included, ms. */
const PATIENCE_MS = 20_000;

/**
 * Decoding in the terms of our callers, and not for ever.
 *
 * @throws DomainError `picture-failed` for a `DecodeError`, `vms-unavailable` when it takes too long.
 */
export async function decodePatiently<T>(
  signal: AbortSignal,
  decode: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await decode(AbortSignal.any([signal, late]));
  } catch (error) {
    if (error instanceof DecodeError) {
      const detail = 'FFmpeg can not read what the VMS sends. See the log.';
      throw new DomainError('picture-failed', { detail, cause: error });
    }
    if (!late.aborted) throw error;
    const detail = 'The VMS sends no video in time. Try again.';
    throw new DomainError('vms-unavailable', { detail, cause: error, retryAfterSeconds: 5 });
  }
}
