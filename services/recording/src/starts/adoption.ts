import type { VmsRecordingStatus } from '@playhead/milestone';
import type { Session } from '../recordings/session.ts';

/** The VMS counts whole seconds, and answers a moment later than it was asked. */
const TOLERANCE_MS = 2_000;

/**
 * The VMS's id of the recording that this start made, if it did: one that is no older than the start, and began while
 * its request could be on its way (`withinMs`); what began later is somebody else's. Ages are compared, not times,
 * since the clocks of the VMS and of this machine may differ.
 */
export function recordingOfStart(
  status: VmsRecordingStatus,
  { startTime }: Pick<Session, 'startTime'>,
  now: Date,
  withinMs: number,
): string | undefined {
  if (!status.isRecording) return undefined;
  const beganAfterMs = now.getTime() - startTime.getTime() - status.elapsedSeconds * 1000;
  const ours = beganAfterMs >= -TOLERANCE_MS && beganAfterMs <= withinMs + TOLERANCE_MS;
  return ours ? status.recordingId : undefined;
}

/**
 * The same for a start that was interrupted, where the VMS may not tell when its recording began: footage that the camera
 * keeps in advance, or makes by rule, is older than the start. Such a recording is taken for ours: a start asks beforehand
 * that none runs, and nobody else would stand for it.
 */
export function recordingOfInterruptedStart(
  status: VmsRecordingStatus,
  session: Pick<Session, 'startTime'>,
  now: Date,
  withinMs: number,
): string | undefined {
  const ours = recordingOfStart(status, session, now, withinMs);
  if (ours !== undefined || !status.isRecording || status.startIsGuessed !== true) return ours;
  const isOlder = now.getTime() - status.elapsedSeconds * 1000 <= session.startTime.getTime();
  return isOlder ? status.recordingId : undefined;
}
