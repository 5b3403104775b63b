import type { Camera } from '../../cameras/camera.ts';
import { isRecording, sequencesOf } from '../../history/footage.ts';
import type { Range } from '../../history/range.ts';
import { DAY, HOUR } from '../../history/slots.ts';
import type { Stretch } from '../../history/stretch.ts';
import { recordedStretches } from '../../history/stretches.ts';
import type { Simulation } from '../../simulation.ts';

/** The sequences of a camera that touch a window, whole ones as a recorder gives them, up to now. Epoch ms. */
export function recordedIn({ clock, recordings }: Simulation, camera: Camera, window: Range): Stretch[] {
  const now = clock.now().getTime();
  const all = sequencesOf({
    camera,
    window: {
      start: Math.max(window.start - DAY, now - (camera.retentionDays + 1) * DAY),
      end: window.end + DAY,
    },
    now,
    manual: recordings.footage(camera.id),
  });
  return all.filter(({ start, end }) => start < window.end && end > window.start);
}

/** All that is recorded of a camera, oldest first. */
export function allRecorded(simulation: Simulation, camera: Camera): Stretch[] {
  const now = simulation.clock.now().getTime();
  return recordedIn(simulation, camera, { start: now - (camera.retentionDays + 1) * DAY, end: now });
}

export function recordsNow({ clock, recordings }: Simulation, camera: Camera): boolean {
  return isRecording(camera, clock.now().getTime(), recordings.footage(camera.id));
}

/** When a camera next begins or ceases to record if nobody does anything, epoch ms; within an hour, or else in an hour. */
export function nextRecordingChange({ clock, recordings }: Simulation, camera: Camera): number {
  const now = clock.now().getTime();
  const window = { start: now, end: now + HOUR };
  const stretches = recordedStretches(camera, window, recordings.footage(camera.id));
  const edges = stretches.flatMap(({ start, end }) => [start, end]);
  return Math.min(window.end, ...edges.filter((edge) => edge > now));
}
