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

export const recordingExtended = (session: Session, now: Date, extendedBy: string): NewLiveEvent => ({
  ...envelope(session, now),
  type: 'recording_progress',
  extendedBy,
});

/** `error` explains an end that nobody here asked for. */
export const recordingStopped = (session: Session, now: Date, error?: string): NewLiveEvent => ({
  ...envelope(session, now),
  type: 'recording_stopped',
  outcome: 'stopped',
  ...(error !== undefined && { error }),
});

/** A start that came to nothing: the camera is again as `last`, its last recording, left it. */
export const startFailed = (
  { cameraId }: Pick<Session, 'cameraId'>,
  last: Session | undefined,
  now: Date,
  error: string,
): NewLiveEvent => ({
  at: now.toISOString(),
  cameraId,
  status: recordingStatus(last, now),
  type: 'recording_stopped',
  outcome: 'failed',
  error,
});
