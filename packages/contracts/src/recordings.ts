import { z } from 'zod';
import { ExactText, Text } from './accepted.ts';
import { CameraId, RecordingId } from './ids.ts';
import { Paging } from './paging.ts';
import { Problem } from './problem.ts';
import { Instant } from './time.ts';

export const DEFAULT_DURATION_SECONDS = 900;
export const MAX_DURATION_SECONDS = 7200;

export const RecordingSessionStatus = z
  .enum(['starting', 'recording', 'stopping', 'stopped', 'failed'])
  .meta({ id: 'RecordingSessionStatus' });
export type RecordingSessionStatus = z.infer<typeof RecordingSessionStatus>;

/** What ended a recording: a person, its time, or the VMS (somebody stopped it there, or it could not go on). */
export const EndedBy = z
  .object({ kind: z.enum(['user', 'timer', 'vms']), username: z.string().optional() })
  .meta({ id: 'EndedBy' });
export type EndedBy = z.infer<typeof EndedBy>;

const Seconds = (name: string) => {
  const error = `${name} must be a whole number of seconds, 1 to ${MAX_DURATION_SECONDS}.`;
  return z.number({ error }).int({ error }).min(1, { error }).max(MAX_DURATION_SECONDS, { error });
};

/**
 * `duration` in seconds. Left out, it is `RECORDING_DEFAULT_DURATION` (15 minutes). `reason` says why, for the
 * history and the audit trail.
 */
export const StartRecordingRequest = z
  .object({
    duration: Seconds('duration').optional(),
    reason: Text(500).optional(),
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
    reason: z.string().optional(),
  })
  .meta({ id: 'StartedRecording' });
export type StartedRecording = z.infer<typeof StartedRecording>;

const MAX_CAMERAS_AT_ONCE = 100;

const CameraIds = z
  .array(CameraId)
  .min(1)
  .max(MAX_CAMERAS_AT_ONCE)
  .refine((ids) => new Set(ids).size === ids.length, { error: 'Name each camera once.' });

/** The same recording on several cameras. */
export const StartSeveralRequest = StartRecordingRequest.extend({ cameraIds: CameraIds }).meta({
  id: 'StartSeveralRequest',
});
export type StartSeveralRequest = z.infer<typeof StartSeveralRequest>;

/** A result for each camera, in the order of the request. */
export const StartedSeveral = z
  .object({
    results: z.array(
      z.discriminatedUnion('status', [
        z.object({ cameraId: CameraId, status: z.literal('started'), recording: StartedRecording }),
        z.object({ cameraId: CameraId, status: z.literal('failed'), problem: Problem }),
      ]),
    ),
    started: z.number().int(),
    failed: z.number().int(),
  })
  .meta({ id: 'StartedSeveral' });
export type StartedSeveral = z.infer<typeof StartedSeveral>;

/** How much longer the running recording goes on, in seconds. Answered like a start. */
export const ExtendRecordingRequest = z
  .object({ additionalSeconds: Seconds('additionalSeconds') })
  .meta({ id: 'ExtendRecordingRequest' });
export type ExtendRecordingRequest = z.infer<typeof ExtendRecordingRequest>;

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
    reason: z.string().optional(),
    endedBy: EndedBy.optional(),
  })
  .meta({ id: 'StoppedRecording' });
export type StoppedRecording = z.infer<typeof StoppedRecording>;

/**
 * Why a recording that is to be stopped goes on: how often the VMS was asked in vain, the problem code and the words of
 * its last answer, and when it is asked again; without `retryAt` it is being asked.
 */
export const StopFailure = z
  .object({ attempts: z.number().int(), code: z.string(), detail: z.string(), retryAt: Instant.optional() })
  .meta({ id: 'StopFailure' });
export type StopFailure = z.infer<typeof StopFailure>;

export const ActiveRecording = z
  .object({
    recordingId: RecordingId,
    startTime: Instant,
    elapsedSeconds: z.number().int(),
    remainingSeconds: z.number().int(),
    durationSeconds: z.number().int(),
    status: RecordingSessionStatus,
    triggeredBy: z.string(),
    reason: z.string().optional(),
    stopFailure: StopFailure.optional(),
  })
  .meta({ id: 'ActiveRecording' });
export type ActiveRecording = z.infer<typeof ActiveRecording>;

export const LastRecording = z
  .object({
    recordingId: RecordingId,
    startTime: Instant,
    endTime: Instant,
    reason: z.string().optional(),
    endedBy: EndedBy.optional(),
  })
  .meta({ id: 'LastRecording' });
export type LastRecording = z.infer<typeof LastRecording>;

/** A recording on demand that somebody started in the VMS itself, not through Playhead. */
export const VmsRecording = z
  .object({ startTime: Instant, elapsedSeconds: z.number(), remainingSeconds: z.number() })
  .meta({ id: 'VmsRecording' });
export type VmsRecording = z.infer<typeof VmsRecording>;

export const RecordingStatus = z
  .discriminatedUnion('isRecording', [
    z.object({ isRecording: z.literal(true), recording: ActiveRecording }),
    z.object({
      isRecording: z.literal(false),
      lastRecording: LastRecording.optional(),
      vmsRecording: VmsRecording.optional(),
    }),
  ])
  .meta({ id: 'RecordingStatus' });
export type RecordingStatus = z.infer<typeof RecordingStatus>;

/** Every active recording, for the sidebar's indicators. */
export const ActiveRecordingList = z
  .object({ recordings: z.array(ActiveRecording.extend({ cameraId: CameraId })), total: z.number().int() })
  .meta({ id: 'ActiveRecordingList' });
export type ActiveRecordingList = z.infer<typeof ActiveRecordingList>;

/** One recording session, running or over. `estimatedEndTime` is when it is (or was) due to end. */
export const RecordingSession = z
  .object({
    recordingId: RecordingId,
    cameraId: CameraId,
    cameraName: z.string(),
    startTime: Instant,
    endTime: Instant.nullable(),
    estimatedEndTime: Instant,
    durationSeconds: z.number().int(),
    actualDuration: z.number().int(),
    status: RecordingSessionStatus,
    triggeredBy: z.string(),
    reason: z.string().nullable(),
    endedBy: EndedBy.nullable(),
    error: z.string().nullable(),
  })
  .meta({ id: 'RecordingSession' });
export type RecordingSession = z.infer<typeof RecordingSession>;

/**
 * Filters of one camera's history. `from` and `to`: what ran at some moment of `[from, to)`. `search` is for reasons.
 * `order`: which recordings come first.
 */
export const CameraRecordingQuery = Paging.extend({
  status: RecordingSessionStatus.optional(),
  triggeredBy: ExactText(255).optional(),
  from: Instant.optional(),
  to: Instant.optional(),
  search: Text(200).optional(),
  order: z.enum(['newest', 'oldest']).default('newest'),
});
export type CameraRecordingQuery = z.infer<typeof CameraRecordingQuery>;

export const RecordingQuery = CameraRecordingQuery.extend({ cameraId: CameraId.optional() });
export type RecordingQuery = z.infer<typeof RecordingQuery>;

/** Newest first unless asked otherwise; `total` counts all that match. */
export const RecordingList = z
  .object({ recordings: z.array(RecordingSession), total: z.number().int() })
  .meta({ id: 'RecordingList' });
export type RecordingList = z.infer<typeof RecordingList>;
