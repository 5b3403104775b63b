import { z } from 'zod';
import { Camera, CameraSource } from './cameras.ts';
import { CameraId, DeviceId, guid } from './ids.ts';
import { Paging } from './paging.ts';
import { Instant } from './time.ts';

export const SyncJobId = guid('a sync').brand<'SyncJobId'>().meta({ id: 'SyncJobId' });
export type SyncJobId = z.infer<typeof SyncJobId>;

/**
 * Something that is otherwise in the VMS than it was, or than here. `renamed`: our name followed; `name-differs`: it was
 * renamed there, but ours had been changed here, so ours stays. `details`: address of the live stream or PTZ.
 */
export const SyncChange = z
  .object({
    kind: z.enum([
      'new',
      'imported',
      'renamed',
      'name-differs',
      'moved',
      'disabled',
      'enabled',
      'details',
      'vanished',
    ]),
    milestoneDeviceId: DeviceId,
    cameraId: CameraId.optional(),
    name: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
  })
  .meta({ id: 'SyncChange' });
export type SyncChange = z.infer<typeof SyncChange>;

/** One camera brought up to date with the VMS. */
export const SyncedCamera = z
  .object({ camera: Camera, changes: z.array(SyncChange) })
  .meta({ id: 'SyncedCamera' });
export type SyncedCamera = z.infer<typeof SyncedCamera>;

/**
 * `sourceFilter`: only cameras of this source; of those not imported yet, the ones whose VMS metadata name it.
 * `autoImport`: new cameras are imported, not only reported.
 */
export const SyncAllRequest = z
  .object({ sourceFilter: CameraSource.optional(), autoImport: z.boolean().default(false) })
  .meta({ id: 'SyncAllRequest' });
export type SyncAllRequest = z.infer<typeof SyncAllRequest>;

export const SyncStatus = z.enum(['in_progress', 'completed', 'failed']).meta({ id: 'SyncStatus' });
export type SyncStatus = z.infer<typeof SyncStatus>;

export const SyncStarted = z
  .object({ syncJobId: SyncJobId, status: SyncStatus, message: z.string() })
  .meta({ id: 'SyncStarted' });
export type SyncStarted = z.infer<typeof SyncStarted>;

/** How far a sync is: `done` of `discovered` cameras. */
export const SyncCounts = z.object({
  discovered: z.number().int(),
  done: z.number().int(),
  imported: z.number().int(),
  updated: z.number().int(),
  errors: z.number().int(),
});
export type SyncCounts = z.infer<typeof SyncCounts>;

/** `error` says why a sync failed as a whole. */
export const SyncSummary = SyncCounts.extend({
  syncJobId: SyncJobId,
  status: SyncStatus,
  sourceFilter: CameraSource.nullable(),
  autoImport: z.boolean(),
  initiatedBy: z.string().nullable(),
  startedAt: Instant,
  completedAt: Instant.nullable(),
  durationSeconds: z.number(),
  error: z.string().optional(),
}).meta({ id: 'SyncSummary' });
export type SyncSummary = z.infer<typeof SyncSummary>;

export const SyncError = z
  .object({
    milestoneDeviceId: DeviceId,
    cameraId: CameraId.optional(),
    name: z.string(),
    detail: z.string(),
  })
  .meta({ id: 'SyncError' });
export type SyncError = z.infer<typeof SyncError>;

/** One sync with what it found and what went wrong, camera by camera. */
export const SyncJob = SyncSummary.extend({
  changes: z.array(SyncChange),
  errorDetails: z.array(SyncError),
}).meta({ id: 'SyncJob' });
export type SyncJob = z.infer<typeof SyncJob>;

export const SyncQuery = Paging;
export type SyncQuery = z.infer<typeof SyncQuery>;

/** The newest first. */
export const SyncList = z
  .object({ syncs: z.array(SyncSummary), total: z.number().int() })
  .meta({ id: 'SyncList' });
export type SyncList = z.infer<typeof SyncList>;

/** Whether the VMS answers, and since when. While it does not, cameras keep the status that was seen last. */
export const VmsStatus = z
  .object({
    reachable: z.boolean(),
    since: Instant,
    lastContactAt: Instant.nullable(),
    detail: z.string().optional(),
    /** While it does not answer: when it is asked again. Not there while it is being asked. */
    nextTryAt: Instant.optional(),
  })
  .meta({ id: 'VmsStatus' });
export type VmsStatus = z.infer<typeof VmsStatus>;
