import { z } from 'zod';
import { CameraId, RecordingId } from './ids.ts';
import { Instant } from './time.ts';

export const DEFAULT_DURATION_SECONDS = 900;
export const MAX_DURATION_SECONDS = 7200;

export const RecordingSessionStatus = z
  .enum(['starting', 'recording', 'stopping', 'stopped', 'failed'])
  .meta({ id: 'RecordingSessionStatus' });
export type RecordingSessionStatus = z.infer<typeof RecordingSessionStatus>;

/** `duration` in seconds. Left out, it is `RECORDING_DEFAULT_DURATION` (15 minutes). */
export const StartRecordingRequest = z
  .object({
    duration: z
      .number({ error: 'duration must be a whole number of seconds.' })
      .int()
      .min(1)
      .max(MAX_DURATION_SECONDS)
      .optional(),
  })
  .meta({ id: 'StartRecordingRequest' });
export type StartRecordingRequest = z.infer<typeof StartRecordingRequest>;

export const StartedRecording = z
  .object({
    recordingId: RecordingId,
    cameraId: CameraId,
    startTime: Instant,
    estimatedEndTime: Instant,
    durationSeconds: z.number().int(),
    status: RecordingSessionStatus,
  })
  .meta({ id: 'StartedRecording' });
export type StartedRecording = z.infer<typeof StartedRecording>;

/** What a 409 tells of the recording that is in the way. */
export const CurrentRecording = z
  .object({ recordingId: RecordingId, startTime: Instant, remainingSeconds: z.number().int() })
  .meta({ id: 'CurrentRecording' });
export type CurrentRecording = z.infer<typeof CurrentRecording>;

export const StoppedRecording = z
  .object({
    recordingId: RecordingId,
    cameraId: CameraId,
    startTime: Instant,
    endTime: Instant,
    actualDuration: z.number().int(),
    status: RecordingSessionStatus,
  })
  .meta({ id: 'StoppedRecording' });
export type StoppedRecording = z.infer<typeof StoppedRecording>;

export const ActiveRecording = z
  .object({
    recordingId: RecordingId,
    startTime: Instant,
    elapsedSeconds: z.number().int(),
    remainingSeconds: z.number().int(),
    durationSeconds: z.number().int(),
    status: RecordingSessionStatus,
    triggeredBy: z.string(),
  })
  .meta({ id: 'ActiveRecording' });
export type ActiveRecording = z.infer<typeof ActiveRecording>;

export const LastRecording = z
  .object({ recordingId: RecordingId, startTime: Instant, endTime: Instant })
  .meta({ id: 'LastRecording' });
export type LastRecording = z.infer<typeof LastRecording>;

export const RecordingStatus = z
  .discriminatedUnion('isRecording', [
    z.object({ isRecording: z.literal(true), recording: ActiveRecording }),
    z.object({ isRecording: z.literal(false), lastRecording: LastRecording.optional() }),
  ])
  .meta({ id: 'RecordingStatus' });
export type RecordingStatus = z.infer<typeof RecordingStatus>;

/** Every active recording, for the sidebar's indicators. */
export const ActiveRecordingList = z
  .object({ recordings: z.array(ActiveRecording.extend({ cameraId: CameraId })), total: z.number().int() })
  .meta({ id: 'ActiveRecordingList' });
export type ActiveRecordingList = z.infer<typeof ActiveRecordingList>;
