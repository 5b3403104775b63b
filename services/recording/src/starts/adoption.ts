import type { VmsRecordingStatus } from '@playhead/milestone';
import type { Session } from '../recordings/session.ts';

/** The VMS counts whole seconds, and answers a moment later than it was asked. */
const TOLERANCE_MS = 2_000;

/**
 * The VMS's id of the recording that this start made, if it did: one that is no older than the start. Ages are compared,
 * not times, since the clocks of the VMS and of this machine may differ.
 */
export function recordingOfStart(
  status: VmsRecordingStatus,
  { startTime }: Session,
  now: Date,
): string | undefined {
  if (!status.isRecording) return undefined;
  const ageMs = now.getTime() - startTime.getTime();
  return status.elapsedSeconds * 1000 <= ageMs + TOLERANCE_MS ? status.recordingId : undefined;
}
