import { z } from 'zod';
import { ExactText } from './accepted.ts';

/** An id of our own, in lower case however it is written; `whose` says in the error what it is of. */
export const guid = (whose: string) =>
  z
    .guid({ error: `The id of ${whose} is a GUID, such as 6f9619ff-8b86-4d01-b42d-00cf4fc964ff.` })
    .toLowerCase();

/** An imported camera: the UUID of its row in `cameras`. */
export const CameraId = guid('a camera').brand<'CameraId'>().meta({ id: 'CameraId' });
export type CameraId = z.infer<typeof CameraId>;

/** A camera as the VMS knows it. XProtect uses GUIDs, the plan only says "string". */
export const DeviceId = ExactText(255).brand<'DeviceId'>().meta({ id: 'DeviceId' });
export type DeviceId = z.infer<typeof DeviceId>;

/** One manual, timed recording that Playhead started. */
export const RecordingId = guid('a recording').brand<'RecordingId'>().meta({ id: 'RecordingId' });
export type RecordingId = z.infer<typeof RecordingId>;

/** A moment or a stretch of footage that somebody marked. */
export const BookmarkId = guid('a bookmark').brand<'BookmarkId'>().meta({ id: 'BookmarkId' });
export type BookmarkId = z.infer<typeof BookmarkId>;

export const UserId = guid('a user').brand<'UserId'>().meta({ id: 'UserId' });
export type UserId = z.infer<typeof UserId>;

/** An open stream: which instance of playback has it (twelve hexadecimal digits), and 144 random bits. */
export const StreamId = z
  .string()
  .regex(/^[\da-f]{12}[\w-]{24}$/, { error: 'The id of a stream stands in its playlist.' })
  .brand<'StreamId'>()
  .meta({ id: 'StreamId' });
export type StreamId = z.infer<typeof StreamId>;
