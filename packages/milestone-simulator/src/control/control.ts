import { isRecording } from '../history/footage.ts';
import { toIso } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';

/** What the simulator is doing, as `GET /_sim/state` answers. */
export type SimulatorState = ReturnType<typeof stateOf>;

export function stateOf({ clock, cameras, recordings, video, tokens, faults, counters }: Simulation) {
  const now = clock.now().getTime();
  return {
    now: toIso(now),
    cameras: cameras.all.map(({ id, number, name, mode, disabledSince, ...camera }) => ({
      id,
      number,
      name,
      mode,
      enabled: disabledSince === undefined,
      recording: isRecording({ id, number, name, mode, ...camera }, now, recordings.footage(id)),
    })),
    activeRecordings: recordings.allActive().map(({ start, end, ...recording }) => ({
      ...recording,
      startTime: toIso(start),
      estimatedEndTime: toIso(end),
    })),
    ...counters.read(),
    openStreams: video.streams(),
    tokens: tokens.count(),
    faults: faults.list(),
  };
}

/** Back to how it started: no manual recording, changed camera, fault, count, token or open stream is left. */
export async function reset({
  cameras,
  recordings,
  video,
  tokens,
  faults,
  counters,
}: Simulation): Promise<void> {
  faults.clear();
  counters.reset();
  cameras.restore();
  tokens.expireAll();
  await video.stopAll();
  await recordings.clear();
}
