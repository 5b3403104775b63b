import { DomainError } from '@playhead/service-kit';

export const diskFull = (cause?: unknown) =>
  new DomainError('export-disk-full', {
    detail:
      'There is no room left on the disk for exports. Delete exports that are not needed any more and try again, or have PLAYBACK_EXPORT_MAX_DISK_MB or the disk enlarged.',
    cause,
  });

/** Whether a failure of the file system, or of an FFmpeg that writes, is that of a full disk. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && error.code === 'ENOSPC') || error.message.includes('No space left on device'));
