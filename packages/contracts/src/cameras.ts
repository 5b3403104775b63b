import { z } from 'zod';
import { NumberWithin, Text } from './accepted.ts';
import { CameraId, DeviceId } from './ids.ts';
import { Paging, QueryBoolean } from './paging.ts';
import { Problem } from './problem.ts';
import { Instant } from './time.ts';

export const CameraSource = z.enum(['DUBAI_POLICE', 'METRO', 'BUS', 'OTHER']).meta({ id: 'CameraSource' });
export type CameraSource = z.infer<typeof CameraSource>;

export const CameraStatus = z.enum(['ONLINE', 'OFFLINE', 'ERROR']).meta({ id: 'CameraStatus' });
export type CameraStatus = z.infer<typeof CameraStatus>;

export const Location = z
  .object({
    latitude: NumberWithin(-90, 90),
    longitude: NumberWithin(-180, 180),
    address: Text(500, 0).optional(),
  })
  .meta({ id: 'Location' });
export type Location = z.infer<typeof Location>;

/** A camera of the VMS, imported or not (plan §8.1). */
export const MilestoneCamera = z
  .object({
    id: DeviceId,
    name: z.string(),
    enabled: z.boolean(),
    recording: z.boolean(),
    ptzEnabled: z.boolean(),
    recordingServer: z.string(),
    imported: z.boolean(),
    cameraId: CameraId.optional(),
    liveStreamUrl: z.string(),
  })
  .meta({ id: 'MilestoneCamera' });
export type MilestoneCamera = z.infer<typeof MilestoneCamera>;

export const MilestoneCameraQuery = Paging.extend({
  recording: QueryBoolean.optional(),
  ptz: QueryBoolean.optional(),
  imported: QueryBoolean.optional(),
  search: Text(200, 0).optional(),
  /** Reads the list from the VMS before it answers, and fails when the VMS does. */
  refresh: QueryBoolean.optional(),
});
export type MilestoneCameraQuery = z.infer<typeof MilestoneCameraQuery>;

/**
 * `total` counts the cameras that match the filters, `imported` all imported ones. The VMS gave the list at `asOf`; it is
 * `stale` when the last try to read it anew failed.
 */
export const MilestoneCameraList = z
  .object({
    cameras: z.array(MilestoneCamera),
    total: z.number().int(),
    imported: z.number().int(),
    asOf: Instant.optional(),
    stale: z.boolean().optional(),
  })
  .meta({ id: 'MilestoneCameraList' });
export type MilestoneCameraList = z.infer<typeof MilestoneCameraList>;

export const ImportCameraRequest = z
  .object({
    milestoneDeviceId: DeviceId,
    name: Text(255).optional(),
    nameAr: Text(255).optional(),
    source: CameraSource.default('OTHER'),
    location: Location.optional(),
  })
  .meta({ id: 'ImportCameraRequest' });
export type ImportCameraRequest = z.infer<typeof ImportCameraRequest>;

/** Several imports at once, each with a result of its own. */
export const ImportCamerasRequest = z
  .object({ cameras: z.array(ImportCameraRequest).min(1).max(500) })
  .meta({ id: 'ImportCamerasRequest' });
export type ImportCamerasRequest = z.infer<typeof ImportCamerasRequest>;

/** The answer to an import, in the plan's own spelling (§8.1). */
export const ImportedCamera = z
  .object({
    id: CameraId,
    name: z.string(),
    milestone_device_id: DeviceId,
    rtsp_url: z.string(),
    ptz_enabled: z.boolean(),
    status: CameraStatus,
    created_at: Instant,
  })
  .meta({ id: 'ImportedCamera' });
export type ImportedCamera = z.infer<typeof ImportedCamera>;

const milestoneDeviceId = DeviceId;

/** In the order of the request. */
export const ImportedCameras = z
  .object({
    results: z.array(
      z.discriminatedUnion('status', [
        z.object({ status: z.literal('imported'), milestoneDeviceId, camera: ImportedCamera }),
        z.object({ status: z.literal('failed'), milestoneDeviceId, problem: Problem }),
      ]),
    ),
    imported: z.number().int(),
    failed: z.number().int(),
  })
  .meta({ id: 'ImportedCameras' });
export type ImportedCameras = z.infer<typeof ImportedCameras>;

/** An imported camera. `lastOnlineAt` is when the VMS last said that it was online, as far as anybody saw it. */
export const Camera = z
  .object({
    id: CameraId,
    name: z.string(),
    nameAr: z.string().nullable(),
    source: CameraSource,
    milestoneDeviceId: DeviceId,
    recordingServer: z.string().nullable(),
    rtspUrl: z.string(),
    ptzEnabled: z.boolean(),
    status: CameraStatus,
    lastOnlineAt: Instant.nullable().optional(),
    location: Location.nullable(),
    lastMilestoneSync: Instant.nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Camera' });
export type Camera = z.infer<typeof Camera>;

export const CameraQuery = Paging.extend({ search: Text(200, 0).optional() });
export type CameraQuery = z.infer<typeof CameraQuery>;

export const CameraList = z
  .object({ cameras: z.array(Camera), total: z.number().int() })
  .meta({ id: 'CameraList' });
export type CameraList = z.infer<typeof CameraList>;

/** What of a camera is ours to change; what is left out stays. */
export const UpdateCameraRequest = z
  .object({
    name: Text(255).optional(),
    nameAr: Text(255).nullable().optional(),
    source: CameraSource.optional(),
    location: Location.nullable().optional(),
  })
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), {
    error: 'Give at least one of name, nameAr, source and location.',
  })
  .meta({ id: 'UpdateCameraRequest' });
export type UpdateCameraRequest = z.infer<typeof UpdateCameraRequest>;

/** What the VMS says of a camera right now. Its `status` is the last known one where the VMS does not answer. */
export const CameraHealth = z
  .object({
    cameraId: CameraId,
    status: CameraStatus,
    checkedAt: Instant,
    vmsReachable: z.boolean(),
    detail: z.string().optional(),
  })
  .meta({ id: 'CameraHealth' });
export type CameraHealth = z.infer<typeof CameraHealth>;
