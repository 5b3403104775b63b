import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

let world: VmsWorld;

/** A VMS that tells of its cameras, and an instance that looks only when it is told to. */
beforeAll(async () => {
  world = await createVmsWorld({ xprotect: {} }, { MILESTONE_API: 'xprotect' });
});

afterAll(() => world?.close());

/** Long enough for a machine that is busy with other tests. */
const patiently = { timeout: 15_000 };
const statusOf = async (id: string) => (await world.camera(id)).status;
const eventsOf = async (id: string) =>
  (await world.events('camera_status')).filter((event) => 'cameraId' in event && event.cameraId === id);

describe('a VMS that tells of its cameras by itself', () => {
  it("is heard at once: a camera's status follows without a look, told once however many instances hear", async () => {
    const other = await world.start();
    await world.look(other);
    const { id, device } = await world.givenCamera();
    await expect.poll(() => statusOf(id), patiently).toBe('ONLINE');

    for (const [state, status] of [
      ['offline', 'OFFLINE'],
      ['error', 'ERROR'],
      ['online', 'ONLINE'],
    ] as const) {
      world.clock.advance(1);
      world.simulator.changeCamera(device.id, { state });
      await expect.poll(() => statusOf(id), patiently).toBe(status);
    }

    expect(await eventsOf(id)).toMatchObject([
      { status: 'OFFLINE' },
      { status: 'ERROR' },
      { status: 'ONLINE' },
    ]);
  });

  it('shows in discovery that a camera begins to record', async () => {
    const [camera] = (await world.discover('recording=false')).cameras;
    const deviceId = camera?.id ?? '';
    const milestone = world.service.app.get<MilestoneClient>(MILESTONE);
    await milestone.startRecording({ deviceId, durationSeconds: 60, triggeredBy: 'test' });

    await expect
      .poll(async () => (await world.discover('recording=true')).cameras.map(({ id }) => id), patiently)
      .toContain(deviceId);
  });

  it('is still looked at: a look sees what was missed', async () => {
    const { id, device } = await world.givenCamera();
    world.simulator.removeCamera(device.id);

    world.clock.advance(30);
    await world.look();

    expect(await statusOf(id)).toBe('ERROR');
  });
});
