import { z } from 'zod';

/** An imported camera: the UUID of its row in `cameras`. */
export const CameraId = z.guid().brand<'CameraId'>().meta({ id: 'CameraId' });
export type CameraId = z.infer<typeof CameraId>;

/** A camera as the VMS knows it. XProtect uses GUIDs, the plan only says "string". */
export const DeviceId = z.string().min(1).max(255).brand<'DeviceId'>().meta({ id: 'DeviceId' });
export type DeviceId = z.infer<typeof DeviceId>;

/** One manual, timed recording that Playhead started. */
export const RecordingId = z.guid().brand<'RecordingId'>().meta({ id: 'RecordingId' });
export type RecordingId = z.infer<typeof RecordingId>;

export const UserId = z.guid().brand<'UserId'>().meta({ id: 'UserId' });
export type UserId = z.infer<typeof UserId>;
