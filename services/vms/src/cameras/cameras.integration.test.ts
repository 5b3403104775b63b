import { randomUUID } from 'node:crypto';
import { CameraList, ImportedCamera, ImportedCameras } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

let world: VmsWorld;

beforeAll(async () => {
  world = await createVmsWorld();
});

beforeEach(() => {
  world.simulator.clearFaults();
  world.clock.advance(60);
});

afterAll(() => world?.close());

const ask: VmsWorld['ask'] = (...request) => world.ask(...request);
const discover: VmsWorld['discover'] = (query) => world.discover(query);
const importCamera: VmsWorld['importCamera'] = (...request) => world.importCamera(...request);
const newDevice: VmsWorld['newDevice'] = () => world.newDevice();

describe('discovering cameras', () => {
  it('shows every camera of the VMS, page by page', async () => {
    const all = await discover();
    const page = await discover('limit=5&offset=10');

    expect(all.total).toBeGreaterThanOrEqual(24);
    expect(all.cameras).toHaveLength(all.total);
    expect(page.cameras).toEqual(all.cameras.slice(10, 15));
    expect(page.total).toBe(all.total);
  });

  it.each([
    ['recording=true', 'recording', true],
    ['recording=false', 'recording', false],
    ['ptz=true', 'ptzEnabled', true],
    ['imported=false', 'imported', false],
  ] as const)('filters by %s', async (query, field, value) => {
    const { cameras, total } = await discover(query);

    expect(total).toBeGreaterThan(0);
    expect(cameras.every((camera) => camera[field] === value)).toBe(true);
  });

  it('finds cameras by a part of their name, in any case', async () => {
    const { cameras } = await discover('search=UNION');

    expect(cameras.length).toBeGreaterThan(0);
    expect(cameras.every(({ name }) => name.includes('Union'))).toBe(true);
  });

  it('is for operators', async () => {
    expect((await ask('GET /api/v1/milestone/cameras', undefined, 'viewer')).status).toBe(403);
  });

  it.each(['limit=0', 'limit=x', 'offset=-1', 'recording=maybe'])('refuses %s', async (query) => {
    expect((await ask(`GET /api/v1/milestone/cameras?${query}`)).status).toBe(400);
  });
});

describe('importing a camera', () => {
  it('makes it ours, in the words of the plan', async () => {
    const device = await newDevice();

    const answer = await importCamera(device.id, {
      name: 'North gate',
      nameAr: 'البوابة الشمالية',
      source: 'METRO',
      location: { latitude: 25.2048, longitude: 55.2708, address: 'Sheikh Zayed Road' },
    });

    expect(answer.status).toBe(201);
    const imported = ImportedCamera.parse(answer.body);
    expect(imported).toMatchObject({
      name: 'North gate',
      milestone_device_id: device.id,
      ptz_enabled: device.ptzEnabled,
    });
    const camera = await ask(`GET /api/v1/cameras/${imported.id}`, undefined, 'viewer');
    expect(camera.body).toMatchObject({
      name: 'North gate',
      nameAr: 'البوابة الشمالية',
      source: 'METRO',
      location: { latitude: 25.2048, longitude: 55.2708, address: 'Sheikh Zayed Road' },
      recordingServer: device.recordingServer,
    });
    expect((await discover()).cameras.find(({ id }) => id === device.id)).toMatchObject({
      imported: true,
      cameraId: imported.id,
    });
  });

  it('takes the name of the VMS when none is given', async () => {
    const device = await newDevice();

    expect((await importCamera(device.id)).body).toMatchObject({ name: device.name });
  });

  it('twice is a 409 with the camera that is there, also when both come at once', async () => {
    const device = await newDevice();

    const answers = await Promise.all([importCamera(device.id), importCamera(device.id)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'camera-already-imported',
      camera: { milestoneDeviceId: device.id },
    });
  });

  it('of a camera that the VMS does not have is a 404', async () => {
    expect(await importCamera(randomUUID())).toMatchObject({
      status: 404,
      body: { code: 'device-not-found' },
    });
  });

  it.each([
    [{ milestoneDeviceId: '' }, '#/milestoneDeviceId'],
    [{}, '#/milestoneDeviceId'],
    [{ milestoneDeviceId: 'x', source: 'MARS' }, '#/source'],
    [{ milestoneDeviceId: 'x', location: { latitude: 91, longitude: 0 } }, '#/location/latitude'],
    [{ milestoneDeviceId: 'x', name: ' ' }, '#/name'],
  ])('refuses %j and points at %s', async (body, pointer) => {
    expect(await ask('POST /api/v1/cameras/import', body)).toMatchObject({
      status: 400,
      body: { errors: [{ pointer }] },
    });
  });

  it('is for operators', async () => {
    expect((await ask('POST /api/v1/cameras/import', { milestoneDeviceId: 'x' }, 'viewer')).status).toBe(403);
  });

  it('while the VMS is down imports nothing', async () => {
    const device = await newDevice();
    world.simulator.addFault({ kind: 'status', status: 500, calls: 1, match: { operation: 'getCamera' } });

    expect((await importCamera(device.id)).status).toBe(503);
    expect((await discover()).cameras.find(({ id }) => id === device.id)).toMatchObject({ imported: false });
  });
});

describe('importing many cameras', () => {
  it('gives each a result of its own, in the order of the request', async () => {
    const devices = (await discover('imported=false')).cameras.slice(0, 3);
    const [first, second, third] = devices.map(({ id }) => id);
    await importCamera(second ?? '');
    const asked = world.simulator.state().calls.getCamera;

    const cameras = [
      { milestoneDeviceId: first, name: 'First' },
      { milestoneDeviceId: second },
      { milestoneDeviceId: 'nobody' },
      { milestoneDeviceId: third, source: 'BUS' },
    ];
    const answer = await ask('POST /api/v1/cameras/import/batch', { cameras });

    expect(answer.status).toBe(200);
    const { results, imported, failed } = ImportedCameras.parse(answer.body);
    expect({ imported, failed }).toEqual({ imported: 2, failed: 2 });
    expect(results).toMatchObject([
      { status: 'imported', camera: { name: 'First', milestone_device_id: first } },
      { status: 'failed', problem: { code: 'camera-already-imported', status: 409 } },
      { status: 'failed', milestoneDeviceId: 'nobody', problem: { code: 'device-not-found' } },
      { status: 'imported', camera: { milestone_device_id: third } },
    ]);
    // Only the one that the list in memory does not name.
    expect(world.simulator.state().calls.getCamera).toBe((asked ?? 0) + 1);
  });

  it('asks the VMS for each when the list is old, and one that fails holds up no other', async () => {
    world.clock.advance(3 * 3600);
    const [first, second] = (await discover('imported=false')).cameras.map(({ id }) => id);
    const match = { operation: 'getCamera', ...(first !== undefined && { cameraId: first }) } as const;
    world.simulator.addFault({ kind: 'status', status: 503, calls: 1, match });

    const cameras = [{ milestoneDeviceId: first }, { milestoneDeviceId: second }];
    const { body } = await ask('POST /api/v1/cameras/import/batch', { cameras });

    expect(ImportedCameras.parse(body).results).toMatchObject([
      { status: 'failed', problem: { code: 'vms-unavailable' } },
      { status: 'imported' },
    ]);
  });

  it.each([[[]], [Array.from({ length: 501 }, () => ({ milestoneDeviceId: 'x' }))]])(
    'takes 1 to 500',
    async (cameras) => {
      expect((await ask('POST /api/v1/cameras/import/batch', { cameras })).status).toBe(400);
    },
  );
});

describe('the imported cameras', () => {
  it('are listed by name, and found by a part of it, letters like % standing for themselves', async () => {
    const device = await newDevice();
    await importCamera(device.id, { name: '100% covered', nameAr: 'كاميرا' });

    const find = async (search: string) =>
      CameraList.parse(
        (await ask(`GET /api/v1/cameras?search=${encodeURIComponent(search)}`, undefined, 'viewer')).body,
      );

    expect((await find('0% COV')).cameras.map(({ name }) => name)).toEqual(['100% covered']);
    expect((await find('كامي')).total).toBe(1);
    expect((await find('1%d')).total).toBe(0);
    expect((await find('كـاميـرا')).total).toBe(1);
  });

  it('that do not exist are a 404, and an id that is none a 400', async () => {
    expect((await ask(`GET /api/v1/cameras/${randomUUID()}`)).status).toBe(404);
    expect((await ask('GET /api/v1/cameras/1')).status).toBe(400);
  });
});

describe('the OpenAPI document', () => {
  it('is generated from the routes and their schemas', async () => {
    const { body } = await call(world.service.url, 'GET /api/v1/openapi/vms.json');

    const { paths, components } = Object(body);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/cameras',
        '/api/v1/cameras/import',
        '/api/v1/cameras/import/batch',
        '/api/v1/milestone/cameras',
        '/api/v1/milestone/sync-all',
      ]),
    );
    expect(Object.keys(components.schemas.ImportCameraRequest.properties)).toContain('milestoneDeviceId');
  });
});
