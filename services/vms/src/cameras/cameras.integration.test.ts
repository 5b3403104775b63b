import { randomUUID } from 'node:crypto';
import { CameraList, ImportedCamera, MilestoneCameraList } from '@playhead/contracts';
import { createTestDatabase, type TestDatabase } from '@playhead/database/testing';
import { type RunningSimulator, startSimulator } from '@playhead/milestone-simulator';
import {
  call,
  createTestKeys,
  startTestService,
  TestClock,
  type TestKeys,
  type TestService,
} from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VmsConfig } from '../config.ts';
import { vmsService } from '../vms.module.ts';

const clock = new TestClock();
let database: TestDatabase;
let keys: TestKeys;
let simulator: RunningSimulator;
let service: TestService;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await createTestKeys(() => clock.now());
  simulator = await startSimulator();
  service = await startTestService(vmsService, VmsConfig, {
    keys,
    clock,
    databaseUrl: database.url,
    variables: {
      MILESTONE_BASE_URL: simulator.url,
      MILESTONE_USERNAME: 'playhead',
      MILESTONE_PASSWORD: 'playhead-simulator',
      MILESTONE_RETRY_ATTEMPTS: '1',
    },
  });
});

beforeEach(() => {
  simulator.clearFaults();
  clock.advance(60);
});

afterAll(async () => {
  await service?.close();
  await simulator?.close();
  await keys?.remove();
  await database?.drop();
});

const ask = async (request: string, body?: unknown, role: 'viewer' | 'operator' = 'operator') =>
  call(service.url, request, { token: await keys.tokenFor(role), ...(body !== undefined && { body }) });

const discover = async (query = '') =>
  MilestoneCameraList.parse((await ask(`GET /api/v1/milestone/cameras?${query}`)).body);

const importCamera = (milestoneDeviceId: string, more: object = {}) =>
  ask('POST /api/v1/cameras/import', { milestoneDeviceId, ...more });

const newDevice = async () => {
  const [device] = (await discover('imported=false')).cameras;
  if (device === undefined) throw new Error('Every camera of the simulator is imported.');
  return device;
};

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

  it('asks the VMS once however many ask us at once', async () => {
    const before = simulator.state().calls.listCameras ?? 0;

    await Promise.all(Array.from({ length: 20 }, () => discover()));

    expect(simulator.state().calls.listCameras).toBe(before + 1);
  });

  it('while the VMS is down is a 503 that says when to come back', async () => {
    simulator.addFault({ kind: 'status', status: 503, calls: 1, match: { operation: 'listCameras' } });

    const answer = await ask('GET /api/v1/milestone/cameras');

    expect(answer).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
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
    simulator.addFault({ kind: 'status', status: 500, calls: 1, match: { operation: 'getCamera' } });

    expect((await importCamera(device.id)).status).toBe(503);
    expect((await discover()).cameras.find(({ id }) => id === device.id)).toMatchObject({ imported: false });
  });
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
  });

  it('that do not exist are a 404, and an id that is none a 400', async () => {
    expect((await ask(`GET /api/v1/cameras/${randomUUID()}`)).status).toBe(404);
    expect((await ask('GET /api/v1/cameras/1')).status).toBe(400);
  });
});

describe('the OpenAPI document', () => {
  it('is generated from the routes and their schemas', async () => {
    const { body } = await call(service.url, 'GET /api/v1/openapi/vms.json');

    const { paths, components } = Object(body);
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/api/v1/cameras', '/api/v1/cameras/import', '/api/v1/milestone/cameras']),
    );
    expect(Object.keys(components.schemas.ImportCameraRequest.properties)).toContain('milestoneDeviceId');
  });
});
