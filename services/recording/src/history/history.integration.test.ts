import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, createWorld, importCamera, type World } from '../testing/recording-world.ts';

let world: World;
let metro: Awaited<ReturnType<typeof importCamera>>;
let harbour: Awaited<ReturnType<typeof importCamera>>;

/** Four recordings, an hour apart, on two cameras; the last one runs. */
beforeAll(async () => {
  world = await createWorld();
  metro = await importCamera(world.database, world.simulator);
  harbour = await importCamera(world.database, world.simulator);
  const record = async (camera: typeof metro, reason: string | undefined, username: string) => {
    const token = await world.keys.tokenFor('operator', { username, userId: world.userId });
    const wish = { duration: 900, ...(reason !== undefined && { reason }) };
    await world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, wish, token);
  };
  const stop = (camera: typeof metro) => world.call(`POST /api/v1/cameras/${camera.id}/recordings/stop`);

  await record(metro, 'Lost child at gate 4', 'amal');
  world.clock.advance(900);
  await world.sweep();
  world.clock.advance(2_700);
  await record(metro, '100% crowd', 'omar');
  world.clock.advance(60);
  await stop(metro);
  world.clock.advance(3_540);
  await record(harbour, undefined, 'amal');
  world.clock.advance(60);
  await stop(harbour);
  world.clock.advance(3_540);
  await record(harbour, 'Fire drill', 'omar');
});
afterAll(() => world?.close());

const history = async (query = '', token?: string) => {
  const answer = await world.call(`GET /api/v1/recordings${query}`, undefined, token);
  const { recordings, total } = Object(answer.body);
  const reasons = recordings?.map(({ reason }: { reason: string | null }) => reason);
  return { status: answer.status, recordings, total, reasons };
};

const ALL = ['Fire drill', null, '100% crowd', 'Lost child at gate 4'];

describe('the history of recordings', () => {
  it('shows all of them, newest first: when, how long, by whom, why and what ended them', async () => {
    const { recordings, total, reasons } = await history();

    expect(total).toBe(4);
    expect(reasons).toEqual(ALL);
    expect(recordings.at(-1)).toMatchObject({
      cameraId: metro.id,
      cameraName: expect.any(String),
      startTime: '2026-03-01T12:00:00.000Z',
      endTime: '2026-03-01T12:15:00.000Z',
      durationSeconds: 900,
      actualDuration: 900,
      status: 'stopped',
      triggeredBy: 'amal',
      endedBy: { kind: 'timer' },
      error: null,
    });
    expect(recordings[1]).toMatchObject({ actualDuration: 60, endedBy: { kind: 'user' } });
    expect(recordings[0]).toMatchObject({ status: 'recording', endTime: null, endedBy: null });
  });

  it.each([
    ['?status=recording', ['Fire drill']],
    ['?triggeredBy=amal', [null, 'Lost child at gate 4']],
    ['?search=GATE', ['Lost child at gate 4']],
    ['?search=100%25', ['100% crowd']],
    ['?search=_', []],
    ['?from=2026-03-01T13:00:30Z&to=2026-03-01T13:00:40Z', ['100% crowd']],
    ['?from=2026-03-01T12:15:00Z&to=2026-03-01T13:00:00Z', []],
    ['?from=2026-03-02T00:00:00Z', ['Fire drill']],
  ])('can be narrowed: %s', async (query, expected) => {
    const { reasons, total } = await history(query);
    expect(reasons).toEqual(expected);
    expect(total).toBe(expected.length);
  });

  it('begins with the oldest where that is asked for', async () => {
    expect((await history('?order=oldest')).reasons).toEqual(ALL.toReversed());
  });

  it('can be narrowed to a camera, in two ways', async () => {
    const { recordings } = await history(`?cameraId=${metro.id}`);
    const ofCamera = await world.call(`GET /api/v1/cameras/${metro.id}/recordings`);

    expect(recordings).toHaveLength(2);
    expect(ofCamera.body).toEqual({ recordings, total: 2 });
  });

  it('comes in pages that know how many there are', async () => {
    const first = await history('?limit=3');
    const second = await history('?limit=3&offset=3');

    expect([...first.reasons, ...second.reasons]).toEqual(ALL);
    expect([first.total, second.total]).toEqual([4, 4]);
  });

  it.each(['?status=none', '?from=yesterday', '?limit=0', '?cameraId=7', '?order=best'])(
    'refuses %s',
    async (query) => {
      expect((await history(query)).status).toBe(400);
    },
  );

  it('tells a person only of the cameras that this person sees', async () => {
    const userId = await addUser(world.database, false);
    const token = await world.tokenFor('viewer', userId);
    expect(await history('', token)).toMatchObject({ total: 0, recordings: [] });

    await world.database
      .insertInto('camera_access')
      .values({ user_id: userId, camera_id: metro.id })
      .execute();

    expect((await history('', token)).reasons).toEqual(['100% crowd', 'Lost child at gate 4']);
    const hidden = await world.call(`GET /api/v1/cameras/${harbour.id}/recordings`, undefined, token);
    expect(hidden.body).toMatchObject({ status: 404, code: 'camera-not-found' });
  });
});
