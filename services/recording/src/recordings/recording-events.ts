import type { NewLiveEvent } from '@playhead/service-kit';
import { recordingStatus, type Session } from './session.ts';

const envelope = (session: Session, now: Date) => ({
  at: now.toISOString(),
  cameraId: session.cameraId,
  status: recordingStatus(session, now),
});

export const recordingStarted = (session: Session, now: Date): NewLiveEvent => ({
  ...envelope(session, now),
  type: 'recording_started',
});

export const recordingProgress = (session: Session, now: Date): NewLiveEvent => ({
  ...envelope(session, now),
  type: 'recording_progress',
});

export const recordingStopped = (
  session: Session,
  outcome: 'stopped' | 'failed',
  error: string | null,
  now: Date,
): NewLiveEvent => ({
  ...envelope(session, now),
  type: 'recording_stopped',
  outcome,
  ...(error !== null && { error }),
});
