import type { ProblemCode } from '@playhead/contracts';
import { DomainError, toDomainError } from '@playhead/service-kit';
import { FfmpegError } from '../streams/ffmpeg/ffmpeg-run.ts';
import { diskFull, isDiskFull } from './disk-full.ts';

/** Tries of what is nobody's fault here: with the pauses between them, about four hours of a VMS that is away. */
const PATIENT_TRIES = 50;
const FEW_TRIES = 3;
const FIRST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 300;

const patient = new Set<ProblemCode>(['vms-unavailable', 'service-unavailable', 'stream-limit-reached']);
const final = new Set<ProblemCode>([
  'camera-not-found',
  'device-not-found',
  'export-codec-changed',
  'export-disk-full',
  'footage-not-found',
  'permission-missing',
]);

/** Any failure of an export, in words for whoever asked for it. */
export function toExportError(error: unknown): DomainError {
  if (isDiskFull(error)) return diskFull(error);
  if (error instanceof FfmpegError) {
    return new DomainError('export-failed', {
      detail:
        'What the VMS sent could not be made into a file. Try again; if it fails again, give the id of the export to your administrator.',
      cause: error,
    });
  }
  const known = toDomainError(error);
  if (known.code !== 'internal') return known;
  return new DomainError('export-failed', {
    detail:
      'Something went wrong on our side. Try again; if it fails again, give the id of the export to your administrator.',
    cause: error,
  });
}

/** When a failed try is followed by another, in seconds; `undefined` for never. `attempts`: how many failed in a row. */
export function pauseAfter(code: ProblemCode, attempts: number): number | undefined {
  const tries = final.has(code) ? 1 : patient.has(code) ? PATIENT_TRIES : FEW_TRIES;
  if (attempts >= tries) return undefined;
  return Math.min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** (attempts - 1));
}
