import { randomUUID } from 'node:crypto';
import { CameraList, cameraOf } from '@playhead/contracts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

let world: VmsWorld;

beforeAll(async () => {
  world = await createVmsWorld();
});

afterEach(async () => {
  await world.database.deleteFrom('cameras').execute();
});

afterAll(() => world?.close());

const startRecording = (cameraId: string, status: 'starting' | 'stopped' = 'starting') => {
  const now = world.clock.now();
  return world.database.insertInto('milestone_recording_sessions').values({
    camera_id: cameraId,
    milestone_recording_id: 'rec-1',
    start_time: now,
    end_time: status === 'stopped' ? now : null,
    stops_at: now,
    duration_seconds: 60,
    triggered_by: 'omar',
    status,
    error_message: null,
    claimed_until: null,
    last_progress_at: null,
  });
};

describe('changing a camera', () => {
  it('changes what is given and leaves the rest', async () => {
    const { id, device } = await world.givenCamera({ nameAr: 'بوابة', source: 'METRO' });

    const answer = await world.ask(`PATCH /api/v1/cameras/${id}`, {
      name: 'Entrée Nord',
      location: { latitude: 25.2, longitude: 55.3 },
    });

    const expected = { name: 'Entrée Nord', nameAr: 'بوابة', source: 'METRO', milestoneDeviceId: device.id };
    expect(answer).toMatchObject({ status: 200, body: { ...expected, status: 'ONLINE' } });
    expect(await world.camera(id)).toMatchObject({ ...expected, location: { latitude: 25.2 } });
    const found = await world.ask('GET /api/v1/cameras?search=entree+nord');
    expect(CameraList.parse(found.body).total).toBe(1);
  });

  it('takes away what is set to null', async () => {
    const { id } = await world.givenCamera({ nameAr: 'بوابة', location: { latitude: 1, longitude: 2 } });

    const { body } = await world.ask(`PATCH /api/v1/cameras/${id}`, { nameAr: null, location: null });

    expect(body).toMatchObject({ nameAr: null, location: null });
  });

  it.each([{}, { name: ' ' }, { source: 'MARS' }, { name: null }])('refuses %j', async (body) => {
    const { id } = await world.givenCamera();

    expect(await world.ask(`PATCH /api/v1/cameras/${id}`, body)).toMatchObject({
      status: 400,
      body: { code: 'request-invalid' },
    });
  });
});

describe('deleting a camera', () => {
  it('forgets it, so that it can be imported again', async () => {
    const { id, device } = await world.givenCamera();
    await startRecording(id, 'stopped').execute();

    expect((await world.ask(`DELETE /api/v1/cameras/${id}`)).status).toBe(204);
    expect((await world.ask(`GET /api/v1/cameras/${id}`)).status).toBe(404);
    expect((await world.ask(`DELETE /api/v1/cameras/${id}`)).status).toBe(404);
    expect((await world.importCamera(device.id)).status).toBe(201);
  });

  it('that is recording is refused', async () => {
    const { id } = await world.givenCamera();
    await startRecording(id).execute();

    expect(await world.ask(`DELETE /api/v1/cameras/${id}`)).toMatchObject({
      status: 409,
      body: { code: 'camera-recording' },
    });
    expect((await world.ask(`GET /api/v1/cameras/${id}`)).status).toBe(200);
  });

  it('while a recording is being started waits and is refused', async () => {
    const { id } = await world.givenCamera();

    const deleting = await world.database.transaction().execute(async (transaction) => {
      await transaction.executeQuery(startRecording(id).compile());
      return { answer: world.ask(`DELETE /api/v1/cameras/${id}`) };
    });

    expect((await deleting.answer).status).toBe(409);
  });
});

describe('cameras that a person may not see', () => {
  it('are neither listed nor counted, and not there when asked for', async () => {
    const { id: hidden } = await world.givenCamera({ name: 'Hidden' });
    const { id: shown, device } = await world.givenCamera({ name: 'Shown' });
    await world.database
      .insertInto('camera_access')
      .values({ user_id: world.people.restricted, camera_id: shown })
      .execute();

    const list = CameraList.parse((await world.askAsRestricted('GET /api/v1/cameras')).body);
    expect(list).toMatchObject({ total: 1, cameras: [{ id: shown }] });
    expect((await world.askAsRestricted(`GET /api/v1/cameras/${shown}`)).status).toBe(200);
    for (const request of [
      `GET /api/v1/cameras/${hidden}`,
      `DELETE /api/v1/cameras/${hidden}`,
      `PUT /api/v1/cameras/${hidden}/sync`,
      `POST /api/v1/cameras/${hidden}/health-check`,
    ]) {
      expect((await world.askAsRestricted(request)).body).toMatchObject({ code: 'camera-not-found' });
    }
    const change = await world.askAsRestricted(`PATCH /api/v1/cameras/${hidden}`, { name: 'Mine' });
    expect(change.status).toBe(404);
    expect(await world.camera(hidden)).toMatchObject({ name: 'Hidden' });
    const again = { milestoneDeviceId: device.id };
    expect((await world.askAsRestricted('POST /api/v1/cameras/import', again)).body).toMatchObject({
      camera: { id: shown },
    });
  });

  it('are not shown to somebody who imports them again', async () => {
    const { device } = await world.givenCamera();

    const answer = await world.askAsRestricted('POST /api/v1/cameras/import', {
      milestoneDeviceId: device.id,
    });

    expect(answer.status).toBe(409);
    expect(answer.body).not.toHaveProperty('camera');
  });
});

describe('what becomes of a camera is told live', () => {
  const told = async (id: string) => {
    const events = [];
    for (const type of ['camera_imported', 'camera_changed', 'camera_removed'] as const) {
      events.push(...(await world.events(type)).filter((event) => cameraOf(event) === id));
    }
    return events.map(({ type }) => type);
  };

  it('when it is imported, changed and deleted, each once', async () => {
    const { id, device } = await world.givenCamera();
    await world.importCamera(device.id);
    await world.ask(`PATCH /api/v1/cameras/${id}`, { name: 'Gate' });
    await world.ask(`DELETE /api/v1/cameras/${id}`);
    await world.ask(`DELETE /api/v1/cameras/${id}`);

    expect(await told(id)).toEqual(['camera_imported', 'camera_changed', 'camera_removed']);
  });

  it('when a sync brings it up to date, and not when it finds it as it was', async () => {
    const { id, device } = await world.givenCamera();
    await world.sync();
    expect(await told(id)).toEqual(['camera_imported']);
    const moved = { milestone_name: `${device.name} (old)`, name: `${device.name} (old)` };
    await world.database.updateTable('cameras').set(moved).where('id', '=', id).execute();
    await world.sync();

    expect(await told(id)).toEqual(['camera_imported', 'camera_changed']);
    expect(await world.camera(id)).toMatchObject({ name: device.name });
  });

  it('not when the change does not come about', async () => {
    const { id } = await world.givenCamera();
    await startRecording(id).execute();
    await world.ask(`DELETE /api/v1/cameras/${id}`);
    await world.ask(`PATCH /api/v1/cameras/${id}`, { name: ' ' });

    expect(await told(id)).toEqual(['camera_imported']);
  });
});

describe('the audit trail', () => {
  it('says who imported, changed, synced and deleted a camera, and how it ended', async () => {
    const { id } = await world.givenCamera();
    await world.ask(`PATCH /api/v1/cameras/${id}`, { name: 'Gate' });
    await world.ask(`PUT /api/v1/cameras/${id}/sync`);
    await world.ask(`DELETE /api/v1/cameras/${id}`);
    await world.importCamera(randomUUID());

    const of = async (action: string) =>
      (await world.audit(action)).filter((entry) => entry.camera_id === id);
    for (const action of ['camera.import', 'camera.update', 'camera.sync', 'camera.delete']) {
      expect(await of(action)).toMatchObject([
        {
          username: 'operator',
          user_id: world.people.everything,
          source_address: '127.0.0.1',
          request_id: expect.any(String),
          outcome: 'success',
        },
      ]);
    }
    expect((await world.audit('camera.import')).at(-1)).toMatchObject({
      outcome: 'refused',
      details: { problem: 'device-not-found' },
    });
  });

  it('holds that a camera could not be deleted, and why', async () => {
    const { id } = await world.givenCamera();
    await startRecording(id).execute();
    await world.ask(`DELETE /api/v1/cameras/${id}`);

    const entries = (await world.audit('camera.delete')).filter((entry) => entry.camera_id === id);
    expect(entries).toMatchObject([
      { username: 'operator', outcome: 'refused', details: { problem: 'camera-recording' } },
    ]);
  });

  it('takes operators for changes and viewers for reading', async () => {
    const { id } = await world.givenCamera();

    expect((await world.ask(`GET /api/v1/cameras/${id}`, undefined, 'viewer')).status).toBe(200);
    expect((await world.ask(`PATCH /api/v1/cameras/${id}`, { name: 'x' }, 'viewer')).status).toBe(403);
    expect((await world.ask(`DELETE /api/v1/cameras/${id}`, undefined, 'viewer')).status).toBe(403);
  });
});
