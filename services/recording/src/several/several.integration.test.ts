import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, type World } from '../testing/recording-world.ts';

const LIMIT = 3;
let world: World;
let cameras: Awaited<ReturnType<typeof importCamera>>[];

beforeAll(async () => {
  world = await createWorld({ RECORDING_MAX_CONCURRENT: String(LIMIT) });
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.database.deleteFrom('cameras').execute();
  cameras = [];
  for (let number = 0; number < 5; number += 1) {
    cameras.push(await importCamera(world.database, world.simulator));
  }
});

const ids = () => cameras.map(({ id }) => id);
const startAll = (cameraIds: readonly string[], more: object = {}) =>
  world.call('POST /api/v1/recordings/start', { cameraIds, ...more });
const start = (cameraId: string) => world.call(`POST /api/v1/cameras/${cameraId}/recordings/start`, {});

describe('starting several cameras at once', () => {
  it('gives each its own result, in the order asked for', async () => {
    const [first = '', second = ''] = ids();
    const unknown = randomUUID();
    await start(first);

    const answer = await startAll([first, unknown, second], { duration: 60, reason: 'Parade' });

    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      results: [
        {
          cameraId: first,
          status: 'failed',
          problem: expect.objectContaining({ code: 'camera-already-recording', status: 409 }),
        },
        {
          cameraId: unknown,
          status: 'failed',
          problem: expect.objectContaining({ code: 'camera-not-found', status: 404 }),
        },
        {
          cameraId: second,
          status: 'started',
          recording: expect.objectContaining({ durationSeconds: 60, reason: 'Parade' }),
        },
      ],
      started: 1,
      failed: 2,
    });
  });

  it.each([
    ['none', []],
    ['one twice', ['a1b2c3d4-e5f6-4890-abcd-ef1234567890', 'a1b2c3d4-e5f6-4890-abcd-ef1234567890']],
    ['more than a hundred', Array.from({ length: 101 }, () => randomUUID())],
    ['something else than ids', ['7']],
  ])('refuses %s', async (_, cameraIds) => {
    expect((await startAll(cameraIds)).status).toBe(400);
  });

  it('refuses a duration that no camera may have, before any starts', async () => {
    expect((await startAll(ids(), { duration: 7201 })).status).toBe(400);
    expect(world.simulator.state().calls.startRecording ?? 0).toBe(0);
  });
});

describe('the limit of concurrent recordings', () => {
  it('holds however many start at the same moment, and says how many record', async () => {
    const answers = await Promise.all(ids().map(start));

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(LIMIT);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    for (const { body, headers } of refused) {
      expect(body).toMatchObject({ code: 'recording-limit-reached', activeRecordings: LIMIT, limit: LIMIT });
      expect(headers.get('Retry-After')).toMatch(/^\d+$/);
    }
    expect(world.simulator.state().activeRecordings).toHaveLength(LIMIT);
  });

  it('makes room when a recording ends', async () => {
    const [first = '', , , , last = ''] = ids();
    await startAll(ids().slice(0, LIMIT));
    await world.call(`POST /api/v1/cameras/${first}/recordings/stop`);

    expect((await start(last)).status).toBe(200);
  });

  it('does not hide that the camera itself records already', async () => {
    const [first = ''] = ids();
    await startAll(ids().slice(0, LIMIT));

    expect((await start(first)).status).toBe(409);
  });
});
