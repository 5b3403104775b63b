import { z } from 'zod';
import { CameraId, DeviceId } from './ids.ts';
import { Paging, QueryBoolean } from './paging.ts';
import { Instant } from './time.ts';

export const CameraSource = z.enum(['DUBAI_POLICE', 'METRO', 'BUS', 'OTHER']).meta({ id: 'CameraSource' });
export type CameraSource = z.infer<typeof CameraSource>;

export const CameraStatus = z.enum(['ONLINE', 'OFFLINE', 'ERROR']).meta({ id: 'CameraStatus' });
export type CameraStatus = z.infer<typeof CameraStatus>;

export const Location = z
  .object({
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    address: z.string().max(500).optional(),
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
  search: z.string().max(200).optional(),
});
export type MilestoneCameraQuery = z.infer<typeof MilestoneCameraQuery>;

/** `total` counts the cameras that match the filters, `imported` all imported ones. */
export const MilestoneCameraList = z
  .object({ cameras: z.array(MilestoneCamera), total: z.number().int(), imported: z.number().int() })
  .meta({ id: 'MilestoneCameraList' });
export type MilestoneCameraList = z.infer<typeof MilestoneCameraList>;

export const ImportCameraRequest = z
  .object({
    milestoneDeviceId: DeviceId,
    name: z.string().trim().min(1).max(255).optional(),
    nameAr: z.string().trim().min(1).max(255).optional(),
    source: CameraSource.default('OTHER'),
    location: Location.optional(),
  })
  .meta({ id: 'ImportCameraRequest' });
export type ImportCameraRequest = z.infer<typeof ImportCameraRequest>;

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

/** An imported camera. */
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
    location: Location.nullable(),
    lastMilestoneSync: Instant.nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Camera' });
export type Camera = z.infer<typeof Camera>;

export const CameraQuery = Paging.extend({ search: z.string().max(200).optional() });
export type CameraQuery = z.infer<typeof CameraQuery>;

export const CameraList = z
  .object({ cameras: z.array(Camera), total: z.number().int() })
  .meta({ id: 'CameraList' });
export type CameraList = z.infer<typeof CameraList>;
