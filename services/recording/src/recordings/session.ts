import type {
  ActiveRecording,
  CameraId,
  CurrentRecording,
  EndedBy,
  RecordingId,
  RecordingSession,
  RecordingStatus,
  StartedRecording,
  VmsRecording,
} from '@playhead/contracts';
import type { RecordingSessionState } from '@playhead/database';

/** One manual, timed recording that Playhead started (design §5). Times are UTC. */
export interface Session {
  id: RecordingId;
  cameraId: CameraId;
  cameraName: string;
  deviceId: string;
  milestoneRecordingId: string | null;
  state: RecordingSessionState;
  startTime: Date;
  endTime: Date | null;
  stopsAt: Date;
  durationSeconds: number;
  /** What this session may be extended to: the VMS was told to hold the recording that long. */
  longestSeconds: number;
  triggeredBy: string;
  reason: string | null;
  endedBy: EndedBy | null;
  errorMessage: string | null;
  stopAttempts: number;
}

const wholeSeconds = (ms: number) => Math.max(0, Math.round(ms / 1000));

export const elapsedSeconds = ({ startTime, endTime }: Session, now: Date) =>
  wholeSeconds((endTime ?? now).getTime() - startTime.getTime());

const remainingSeconds = ({ stopsAt }: Session, now: Date) => wholeSeconds(stopsAt.getTime() - now.getTime());

export const currentRecording = (session: Session, now: Date): CurrentRecording => ({
  recordingId: session.id,
  startTime: session.startTime.toISOString(),
  remainingSeconds: remainingSeconds(session, now),
});

/** Members that are there when there is something to say. */
export const reasonOf = ({ reason }: Session) => (reason === null ? {} : { reason });
export const enderOf = ({ endedBy }: Session) => (endedBy === null ? {} : { endedBy });

export const startedRecording = (session: Session): StartedRecording => ({
  recordingId: session.id,
  cameraId: session.cameraId,
  startTime: session.startTime.toISOString(),
  estimatedEndTime: session.stopsAt.toISOString(),
  durationSeconds: session.durationSeconds,
  status: session.state,
  ...reasonOf(session),
});

export const activeRecording = (session: Session, now: Date): ActiveRecording => ({
  ...currentRecording(session, now),
  elapsedSeconds: elapsedSeconds(session, now),
  durationSeconds: session.durationSeconds,
  status: session.state,
  triggeredBy: session.triggeredBy,
  ...reasonOf(session),
});

/** What a camera's status is, given its active session or else its last one, and what the VMS records besides. */
export function recordingStatus(
  session: Session | undefined,
  now: Date,
  vmsRecording?: VmsRecording,
): RecordingStatus {
  if (session?.endTime === null) return { isRecording: true, recording: activeRecording(session, now) };
  return {
    isRecording: false,
    ...(session?.endTime && {
      lastRecording: {
        recordingId: session.id,
        startTime: session.startTime.toISOString(),
        endTime: session.endTime.toISOString(),
        ...reasonOf(session),
        ...enderOf(session),
      },
    }),
    ...(vmsRecording && { vmsRecording }),
  };
}

/** A session as the history shows it. */
export const recordingSession = (session: Session, now: Date): RecordingSession => ({
  recordingId: session.id,
  cameraId: session.cameraId,
  cameraName: session.cameraName,
  startTime: session.startTime.toISOString(),
  endTime: session.endTime?.toISOString() ?? null,
  estimatedEndTime: session.stopsAt.toISOString(),
  durationSeconds: session.durationSeconds,
  actualDuration: elapsedSeconds(session, now),
  status: session.state,
  triggeredBy: session.triggeredBy,
  reason: session.reason,
  endedBy: session.endedBy,
  error: session.errorMessage,
});
