import { VmsStatus } from '@playhead/contracts';
import type { MilestoneClient } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

let world: VmsWorld;

beforeAll(async () => {
  world = await createVmsWorld();
});

beforeEach(async () => {
  await world.simulator.reset();
  world.clock.advance(60);
  await world.look();
});

afterAll(() => world?.close());

const down = (operation: 'listCameras' | 'getCamera' = 'listCameras') =>
  world.simulator.addFault({ kind: 'status', status: 503, calls: 1, match: { operation } });
const vmsStatus = async (of = world.service) =>
  VmsStatus.parse((await world.ask('GET /api/v1/milestone/status', undefined, 'viewer', of)).body);
const eventsOf = async (id: string) =>
  (await world.events('camera_status')).filter((event) => 'cameraId' in event && event.cameraId === id);
const now = () => world.clock.now().toISOString();

describe("a camera's status", () => {
  it('follows what the VMS says, and each change is told once, whoever looks', async () => {
    const { id, device } = await world.givenCamera();
    const other = await world.start();
    await world.look(other);
    const onlineAt = now();
    expect(await world.camera(id)).toMatchObject({ status: 'ONLINE', lastOnlineAt: onlineAt });

    world.clock.advance(30);
    world.simulator.changeCamera(device.id, { state: 'offline' });
    await Promise.all([world.look(), world.look(other)]);
    expect(await world.camera(id)).toMatchObject({ status: 'OFFLINE', lastOnlineAt: onlineAt });

    world.clock.advance(30);
    world.simulator.changeCamera(device.id, { state: 'error' });
    await Promise.all([world.look(other), world.look()]);
    expect(await world.camera(id)).toMatchObject({ status: 'ERROR', lastOnlineAt: onlineAt });

    world.clock.advance(30);
    world.simulator.changeCamera(device.id, { state: 'online' });
    await Promise.all([world.look(), world.look(other)]);
    await world.look();
    expect(await world.camera(id)).toMatchObject({ status: 'ONLINE', lastOnlineAt: now() });
    expect(await eventsOf(id)).toMatchObject([
      { status: 'OFFLINE', lastOnlineAt: onlineAt },
      { status: 'ERROR', lastOnlineAt: onlineAt },
      { status: 'ONLINE', lastOnlineAt: now() },
    ]);
  });

  it('is what the VMS says at the import', async () => {
    const device = await world.newDevice();
    world.simulator.changeCamera(device.id, { state: 'error' });

    expect((await world.importCamera(device.id)).body).toMatchObject({ status: 'ERROR' });
  });

  it('is OFFLINE for a disabled camera, and ERROR for one that the VMS has no more', async () => {
    const { id: disabled, device } = await world.givenCamera();
    const { id: vanished, device: gone } = await world.givenCamera();
    world.simulator.changeCamera(device.id, { enabled: false });
    world.simulator.removeCamera(gone.id);

    await world.look();

    expect((await world.camera(disabled)).status).toBe('OFFLINE');
    expect((await world.camera(vanished)).status).toBe('ERROR');
  });

  it('stays as it was while nobody knows how the camera is', async () => {
    const { id: offline, device: dark } = await world.givenCamera();
    const { id: online } = await world.givenCamera();
    world.simulator.changeCamera(dark.id, { state: 'offline' });
    await world.look();
    world.clock.advance(30);
    const milestone = world.service.app.get<MilestoneClient>(MILESTONE);
    const listed = await milestone.listCameras({ limit: 1000, offset: 0 });
    const cameras = listed.cameras.map(({ state: _, ...camera }) => camera);
    vi.spyOn(milestone, 'listCameras').mockResolvedValueOnce({ ...listed, cameras });
    vi.spyOn(milestone, 'getCamera').mockImplementationOnce(async () => {
      const camera = cameras.find(({ deviceId }) => deviceId === dark.id);
      return camera ?? Promise.reject(new Error('It is gone.'));
    });

    await world.look();
    const { body } = await world.ask(`POST /api/v1/cameras/${offline}/health-check`);

    expect(body).toMatchObject({ status: 'OFFLINE', vmsReachable: true });
    expect((await world.camera(offline)).status).toBe('OFFLINE');
    expect((await world.camera(online)).status).toBe('ONLINE');
  });

  it('is not changed by importing again, editing or syncing the camera', async () => {
    const { id, device } = await world.givenCamera();
    world.simulator.changeCamera(device.id, { state: 'offline', name: 'Renamed there' });

    await world.importCamera(device.id);
    await world.ask(`PATCH /api/v1/cameras/${id}`, { name: 'Gate' });
    expect((await world.ask(`PUT /api/v1/cameras/${id}/sync`)).status).toBe(200);

    expect((await world.camera(id)).status).toBe('ONLINE');
    expect(await eventsOf(id)).toEqual([]);
  });
});

describe('lost contact with the VMS', () => {
  it('is a state of its own, and cameras keep the status that was seen last', async () => {
    const { id } = await world.givenCamera();
    const lastContactAt = now();
    const before = (await world.events('vms_status')).length;
    expect(await vmsStatus()).toMatchObject({ reachable: true, lastContactAt });

    world.clock.advance(30);
    down();
    await world.look().catch(() => undefined);
    const since = now();
    world.clock.advance(30);
    down();
    await world.look().catch(() => undefined);

    expect(await vmsStatus()).toMatchObject({ reachable: false, since, lastContactAt });
    expect((await vmsStatus()).detail).toBeTruthy();
    expect(await world.camera(id)).toMatchObject({ status: 'ONLINE', lastOnlineAt: lastContactAt });
    expect(await eventsOf(id)).toEqual([]);

    world.clock.advance(30);
    await world.look();
    expect(await vmsStatus()).toEqual({ reachable: true, since: now(), lastContactAt: now() });
    const events = (await world.events('vms_status')).slice(before);
    expect(events).toMatchObject([
      { reachable: false, since, lastContactAt },
      { reachable: true, since: now() },
    ]);
  });

  it('is told with the time of the next try, until that has come', async () => {
    down();
    await world.look().catch(() => undefined);
    const { nextTryAt = '' } = await vmsStatus();
    expect(nextTryAt > now()).toBe(true);

    world.clock.advance(3_600);
    expect(await vmsStatus()).not.toHaveProperty('nextTryAt');
  });

  it('is not told when only one of two instances loses it', async () => {
    const other = await world.start();
    await world.look(other);
    await world.look();
    world.clock.advance(5);
    down();
    await world.look(other).catch(() => undefined);

    expect(await vmsStatus(other)).toMatchObject({ reachable: true });
  });
});

describe('a health check', () => {
  const check = (id: string) => world.ask(`POST /api/v1/cameras/${id}/health-check`);

  it('asks the VMS now; a change is written and told', async () => {
    const { id, device } = await world.givenCamera();
    world.simulator.changeCamera(device.id, { state: 'offline' });

    expect(await check(id)).toMatchObject({
      status: 200,
      body: { cameraId: id, status: 'OFFLINE', checkedAt: now(), vmsReachable: true },
    });
    expect((await world.camera(id)).status).toBe('OFFLINE');
    expect(await eventsOf(id)).toMatchObject([{ status: 'OFFLINE' }]);
  });

  it('finds a camera that the VMS has no more in ERROR', async () => {
    const { id, device } = await world.givenCamera();
    world.simulator.removeCamera(device.id);

    expect((await check(id)).body).toMatchObject({ status: 'ERROR', vmsReachable: true });
  });

  it('says so when the VMS does not answer, and leaves the status', async () => {
    const { id } = await world.givenCamera();
    down('getCamera');

    const { body } = await check(id);

    expect(body).toMatchObject({ status: 'ONLINE', vmsReachable: false, detail: expect.any(String) });
    expect(await vmsStatus()).toMatchObject({ reachable: false });
    await check(id);
    expect(await vmsStatus()).toMatchObject({ reachable: true });
  });

  it('is for operators', async () => {
    const { id } = await world.givenCamera();
    const answer = await world.ask(`POST /api/v1/cameras/${id}/health-check`, undefined, 'viewer');

    expect(answer.status).toBe(403);
  });
});
