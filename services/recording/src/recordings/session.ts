import type {
  ActiveRecording,
  CameraId,
  CurrentRecording,
  RecordingId,
  RecordingStatus,
} from '@playhead/contracts';
import type { RecordingSessionState } from '@playhead/database';

/** One manual, timed recording that Playhead started (design §5). Times are UTC. */
export interface Session {
  id: RecordingId;
  cameraId: CameraId;
  deviceId: string;
  milestoneRecordingId: string | null;
  state: RecordingSessionState;
  startTime: Date;
  endTime: Date | null;
  stopsAt: Date;
  durationSeconds: number;
  triggeredBy: string;
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

export const activeRecording = (session: Session, now: Date): ActiveRecording => ({
  ...currentRecording(session, now),
  elapsedSeconds: elapsedSeconds(session, now),
  durationSeconds: session.durationSeconds,
  status: session.state,
  triggeredBy: session.triggeredBy,
});

/** What a camera's status is, given its active session or else its last one. */
export function recordingStatus(session: Session | undefined, now: Date): RecordingStatus {
  if (session === undefined) return { isRecording: false };
  if (session.endTime === null) return { isRecording: true, recording: activeRecording(session, now) };
  return {
    isRecording: false,
    lastRecording: {
      recordingId: session.id,
      startTime: session.startTime.toISOString(),
      endTime: session.endTime.toISOString(),
    },
  };
}
