import type {
  ActiveRecording,
  CameraId,
  CurrentRecording,
  EndedBy,
  ProblemCode,
  RecordingId,
  RecordingSession,
  RecordingStatus,
  StartedRecording,
  StoppedRecording,
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
  /** Also who wants it to end, before it has. */
  endedBy: EndedBy | null;
  errorMessage: string | null;
  stopAttempts: number;
  /** Why it could not be stopped yet, while that is so. */
  stopFailure: StopFailure | null;
}

/** What the last of `stopAttempts` failed with. */
export interface StopFailure {
  code: ProblemCode;
  detail: string;
  /** `null` while somebody is asking the VMS. */
  retryAt: Date | null;
}

/** What a session is for those who look: one that somebody wants to end is `stopping`, also before the VMS knows. */
export const shownState = ({ state, endedBy, endTime }: Session): RecordingSessionState =>
  endTime === null && endedBy !== null ? 'stopping' : state;

const wholeSeconds = (ms: number) => Math.max(0, Math.round(ms / 1000));

const elapsedSeconds = ({ startTime, endTime }: Session, now: Date) =>
  wholeSeconds((endTime ?? now).getTime() - startTime.getTime());

const remainingSeconds = ({ stopsAt }: Session, now: Date) => wholeSeconds(stopsAt.getTime() - now.getTime());

export const currentRecording = (session: Session, now: Date): CurrentRecording => ({
  recordingId: session.id,
  startTime: session.startTime.toISOString(),
  remainingSeconds: remainingSeconds(session, now),
});

/** Members that are there when there is something to say. */
const reasonOf = ({ reason }: Session) => (reason === null ? {} : { reason });
const failureOf = ({ stopFailure, stopAttempts: attempts }: Session) => {
  if (stopFailure === null) return {};
  const { code, detail, retryAt } = stopFailure;
  return {
    stopFailure: { attempts, code, detail, ...(retryAt !== null && { retryAt: retryAt.toISOString() }) },
  };
};
const enderOf = ({ endedBy }: Session) => (endedBy === null ? {} : { endedBy });

export const startedRecording = (session: Session): StartedRecording => ({
  recordingId: session.id,
  cameraId: session.cameraId,
  startTime: session.startTime.toISOString(),
  estimatedEndTime: session.stopsAt.toISOString(),
  durationSeconds: session.durationSeconds,
  status: shownState(session),
  ...reasonOf(session),
});

/** Its times are as of now while it has not ended. */
export const stoppedRecording = (session: Session, now: Date): StoppedRecording => ({
  recordingId: session.id,
  cameraId: session.cameraId,
  startTime: session.startTime.toISOString(),
  endTime: (session.endTime ?? now).toISOString(),
  actualDuration: elapsedSeconds(session, now),
  status: shownState(session),
  ...reasonOf(session),
  ...enderOf(session),
});

export const activeRecording = (session: Session, now: Date): ActiveRecording => ({
  ...currentRecording(session, now),
  elapsedSeconds: elapsedSeconds(session, now),
  durationSeconds: session.durationSeconds,
  status: shownState(session),
  triggeredBy: session.triggeredBy,
  ...reasonOf(session),
  ...failureOf(session),
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
  status: shownState(session),
  triggeredBy: session.triggeredBy,
  reason: session.reason,
  endedBy: session.endedBy,
  error: session.errorMessage,
});
