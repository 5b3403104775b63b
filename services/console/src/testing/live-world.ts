import type { CameraId } from '@playhead/contracts';
import { type NewLiveEvent, publishLiveEvent } from '@playhead/service-kit';
import type { TestService } from '@playhead/service-kit/testing';
import { createConsoleWorld } from './console-world.ts';
import { LiveProbe } from './live-probe.ts';

/** Two instances of console, a camera that everybody sees, and clients that watch it. */
export async function createLiveWorld() {
  const world = await createConsoleWorld();
  const one = await world.start();
  const two = await world.start();
  const camera = await world.addCamera();
  const { token } = await world.addUser();
  const probes: LiveProbe[] = [];

  const started = (cameraId: CameraId = camera): Extract<NewLiveEvent, { type: 'recording_started' }> => ({
    type: 'recording_started',
    cameraId,
    at: '2026-03-01T12:00:00.000Z',
    status: { isRecording: false },
  });
  const closeProbes = async () => {
    for (const probe of probes.splice(0)) await probe.close();
  };

  return {
    world,
    one,
    two,
    camera,
    started,
    /** A client that has signed in; as somebody who sees every camera unless another token is given. */
    probe: async (service: TestService, lastEventId?: string, as = token): Promise<LiveProbe> => {
      const opened = await LiveProbe.open(service.url, as, lastEventId);
      probes.push(opened);
      return opened;
    },
    publish: async (count = 1, cameraId: CameraId = camera) => {
      for (let n = 0; n < count; n += 1) await publishLiveEvent(world.rows, started(cameraId));
    },
    /** The ids of all stored events. */
    stored: async (): Promise<string[]> => {
      const rows = await world.rows.selectFrom('live_events').select('id').orderBy('id').execute();
      return rows.map(({ id }) => id);
    },
    closeProbes,
    close: async () => {
      await closeProbes();
      await world.close();
    },
  };
}

export type LiveWorld = Awaited<ReturnType<typeof createLiveWorld>>;

/** Those of the ids that come after this one. */
export const after = (ids: readonly string[], id: string) =>
  ids.filter((other) => BigInt(other) > BigInt(id));
