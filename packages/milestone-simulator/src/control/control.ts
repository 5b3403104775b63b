import type { Fault, FaultInput } from '../faults/fault.ts';
import { isRecording } from '../history/footage.ts';
import { ApiError } from '../http/api-error.ts';
import { toIso } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';
import type { SimulatorState } from './simulator-state.ts';

export function stateOf(simulation: Simulation): SimulatorState {
  const { clock, cameras, recordings, video, tokens, faults, counters, xprotect } = simulation;
  const now = clock.now().getTime();
  return {
    now: toIso(now),
    clockIsFrozen: clock.isFrozen,
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
    connections: simulation.connections.read(),
    tokens: tokens.count() + xprotect.accessTokens.count(),
    faults: faults.list(),
  };
}

/** Back to how it started: no manual recording, changed camera, new fault, count, token or open stream is left. */
export async function reset(simulation: Simulation): Promise<void> {
  const { clock, cameras, recordings, video, tokens, faults, counters, xprotect } = simulation;
  // First, so that nobody is told of what a reset undoes.
  xprotect.events.reset();
  clock.restore();
  faults.clear();
  counters.reset();
  cameras.restore();
  for (const server of xprotect.servers) server.setDown(false);
  expireTokens({ tokens, xprotect });
  xprotect.lockouts.reset();
  xprotect.alarms.reset();
  xprotect.bookmarks.reset();
  xprotect.userDefinedEvents.reset();
  await video.stopAll();
  await recordings.clear();
  for (const fault of simulation.initialFaults) addFault(simulation, fault);
}

/** @throws ZodError when it is no fault, ApiError when there is no such camera, or no TLS to fail. */
export function addFault({ faults, cameras, certificate }: Simulation, input: FaultInput): Fault {
  if (input.kind === 'certificate' && certificate === undefined)
    throw new ApiError(400, 'TLS is not spoken, so no certificate can be wrong. Start with --tls.');
  if (!('match' in input) || input.match?.camera === undefined) return faults.add(input);
  const { camera: name, ...match } = input.match;
  const camera = cameras.all.find((one) => one.name === name);
  if (camera === undefined) throw new ApiError(404, `There is no camera named ${name}.`);
  return faults.add({ ...input, match: { ...match, cameraId: camera.id } });
}

/** @throws ApiError 404 */
export function setRecorderDown({ xprotect }: Simulation, number: number, isDown: boolean): void {
  const server = xprotect.servers.find((one) => one.number === number);
  if (server === undefined) throw new ApiError(404, `There is no recorder ${number}.`);
  server.setDown(isDown);
}

/** Every client must log in anew, whichever dialect it speaks. */
export function expireTokens({ tokens, xprotect }: Pick<Simulation, 'tokens' | 'xprotect'>): void {
  tokens.expireAll();
  xprotect.accessTokens.expireAll();
  xprotect.vmsTokens.expireAll();
}
