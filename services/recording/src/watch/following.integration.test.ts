import type { MilestoneClient } from '@playhead/milestone';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, type World } from '../testing/recording-world.ts';

let world: World;
let vms: MilestoneClient;
let camera: Awaited<ReturnType<typeof importCamera>>;

/** A VMS that tells what it records. The clock moves too little for a check to be due. */
beforeAll(async () => {
  world = await createWorld({}, { dialect: 'xprotect' });
});
afterAll(() => world?.close());
beforeEach(async () => {
  vms = world.milestone();
  do camera = await importCamera(world.database, world.simulator);
  while (await recordsNow());
});

const patiently = { timeout: 12_000 };
const status = async () => (await world.call(`GET /api/v1/cameras/${camera.id}/recordings/status`)).body;

/** Whether a rule records it anyway, so that the VMS tells nothing of a recording on demand. */
async function recordsNow() {
  for await (const news of await vms.followCameras({ signal: AbortSignal.timeout(patiently.timeout) })) {
    if (news.kind === 'anew')
      return news.cameras.find((told) => told.deviceId === camera.deviceId)?.recording;
  }
  return false;
}

/** Until the VMS has told that the camera records: it tells nothing of what came and went between two looks. */
async function told(recording: boolean) {
  for await (const news of await vms.followCameras({ signal: AbortSignal.timeout(patiently.timeout) })) {
    if (news.kind === 'lost') continue;
    const ours = news.cameras.find(({ deviceId }) => deviceId === camera.deviceId);
    if (ours?.recording === recording) return;
  }
}

describe('a VMS that tells what it records', () => {
  it('is heard when somebody ends a recording there, before any check is due', async () => {
    const started = await world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, { duration: 60 });
    expect(started).toMatchObject({ status: 200 });

    await told(true);
    world.clock.advance(1);
    await vms.stopRecording(camera.deviceId, `manual-${camera.deviceId}`);

    await expect
      .poll(status, patiently)
      .toMatchObject({ isRecording: false, lastRecording: { endedBy: { kind: 'vms' } } });
  });

  it('is heard when somebody begins a recording there, though it was asked a moment before', async () => {
    expect(await status()).not.toHaveProperty('vmsRecording');

    await vms.startRecording({ deviceId: camera.deviceId, durationSeconds: 60, triggeredBy: 'somebody' });

    await expect.poll(status, patiently).toHaveProperty('vmsRecording');
  });
});
