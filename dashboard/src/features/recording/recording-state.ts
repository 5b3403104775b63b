import type { ActiveRecording, LastRecording, RecordingStatus, VmsRecording } from '@playhead/contracts';

/** A running recording with the instant of its end on the server's clock, epoch ms. */
export type RunningRecording = ActiveRecording & { readonly endsAt: number };

export type RecordingState =
  | { readonly isRecording: true; readonly recording: RunningRecording }
  | {
      readonly isRecording: false;
      readonly lastRecording?: LastRecording | undefined;
      readonly vmsRecording?: VmsRecording | undefined;
    };

/** The server counts whole seconds: an end that moved by less than this, in ms, has not moved. */
const SAME_END_MS = 1_500;

/**
 * A recording as told at `now` (the server's clock, epoch ms). Its end comes from the seconds that remain, not from
 * its start, so that a wrong clock on this machine does no harm; it stays put while it only seems to move.
 */
export function running<Told extends ActiveRecording>(
  told: Told,
  now: number,
  before?: RunningRecording,
): Told & RunningRecording {
  const endsAt = now + told.remainingSeconds * 1000;
  const same = before?.recordingId === told.recordingId && Math.abs(before.endsAt - endsAt) < SAME_END_MS;
  return { ...told, endsAt: same ? before.endsAt : endsAt };
}

/** What is left at `now`, ms; a clock that is read a moment late must not show more than was asked for. */
export const timeLeft = ({ endsAt, durationSeconds }: RunningRecording, now: number): number =>
  Math.min(endsAt - now, durationSeconds * 1000);

/** The status as told at `now`, after `before`. */
export function recordingState(told: RecordingStatus, now: number, before?: RecordingState): RecordingState {
  if (!told.isRecording) return told;
  const previous = before?.isRecording ? before.recording : undefined;
  return { isRecording: true, recording: running(told.recording, now, previous) };
}

/** The whole minutes at which the time left is spoken; anything more often would be noise. */
const SPOKEN_MINUTES = new Set([60, 30, 15, 10, 5, 1]);

/** Minutes left, if this is a minute to speak of. */
export function spokenMinutes(leftMs: number): number | undefined {
  const minutes = Math.ceil(leftMs / 60_000);
  return SPOKEN_MINUTES.has(minutes) ? minutes : undefined;
}
