import { z } from 'zod';
import { Text } from './accepted.ts';
import { CameraId, guid } from './ids.ts';
import { Paging } from './paging.ts';
import { Instant, TimeRange } from './time.ts';

/** Footage of one camera that somebody wants as a file. */
export const ExportId = guid('an export').brand<'ExportId'>().meta({ id: 'ExportId' });
export type ExportId = z.infer<typeof ExportId>;

/**
 * `queued`: it waits for its turn, or, with a `problem`, for its next try. `failed`: nobody works on it any more until it
 * is tried again.
 */
export const ExportStatus = z
  .enum(['queued', 'running', 'done', 'failed', 'cancelled'])
  .meta({ id: 'ExportStatus' });
export type ExportStatus = z.infer<typeof ExportStatus>;

const MIN_EXPORT_MS = 1_000;

/** The footage of `[startTime, endTime)`, a second at least; `reason` says why, for the list and the audit trail. */
export const ExportRequest = TimeRange.safeExtend({ reason: Text(500).optional() })
  .refine(({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) >= MIN_EXPORT_MS, {
    path: ['endTime'],
    error: 'An export spans a second at least.',
  })
  .meta({ id: 'ExportRequest' });
export type ExportRequest = z.infer<typeof ExportRequest>;

/** What the file leaves out: `not-recorded`, or `not-delivered` where the VMS lists footage and sends none. */
export const ExportGap = z
  .object({
    startTime: Instant,
    endTime: Instant,
    durationSeconds: z.number(),
    cause: z.enum(['not-recorded', 'not-delivered']),
  })
  .meta({ id: 'ExportGap' });
export type ExportGap = z.infer<typeof ExportGap>;

/** What the job was doing: `reading` footage from the VMS, or `joining` the parts to one file. */
export const ExportStep = z.enum(['reading', 'joining']).meta({ id: 'ExportStep' });
export type ExportStep = z.infer<typeof ExportStep>;

/** Why a job failed, or waits for `retryAt`: a code of the registry of problems, and words for whoever asked for it. */
export const ExportProblem = z
  .object({
    code: z.string(),
    detail: z.string(),
    step: ExportStep.optional(),
    retryAt: Instant.optional(),
  })
  .meta({ id: 'ExportProblem' });
export type ExportProblem = z.infer<typeof ExportProblem>;

/** An MP4. `url` needs no token and is good until `urlExpiresAt`; read the job again for a new one. */
export const ExportFile = z
  .object({
    url: z.string(),
    urlExpiresAt: Instant,
    name: z.string(),
    bytes: z.number().int(),
    sha256: z.string(),
  })
  .meta({ id: 'ExportFile' });
export type ExportFile = z.infer<typeof ExportFile>;

/** `remainingSeconds` is an estimate, once something is done. The file, or what there is of it, is kept until `expiresAt`. */
export const ExportJob = z
  .object({
    exportId: ExportId,
    cameraId: CameraId,
    cameraName: z.string(),
    startTime: Instant,
    endTime: Instant,
    durationSeconds: z.number(),
    reason: z.string().nullable(),
    requestedBy: z.string(),
    status: ExportStatus,
    createdAt: Instant,
    finishedAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
    parts: z.object({ done: z.number().int(), total: z.number().int() }),
    attempts: z.number().int(),
    remainingSeconds: z.number().optional(),
    problem: ExportProblem.optional(),
    gaps: z.array(ExportGap).optional(),
    file: ExportFile.optional(),
  })
  .meta({ id: 'ExportJob' });
export type ExportJob = z.infer<typeof ExportJob>;

export const ExportQuery = Paging.extend({
  status: ExportStatus.optional(),
  cameraId: CameraId.optional(),
});
export type ExportQuery = z.infer<typeof ExportQuery>;

/** Newest first; `total` counts all that match. */
export const ExportList = z
  .object({ exports: z.array(ExportJob), total: z.number().int() })
  .meta({ id: 'ExportList' });
export type ExportList = z.infer<typeof ExportList>;
