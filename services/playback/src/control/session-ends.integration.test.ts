import { CameraId, PlaybackSessionId, UserId } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { signInSocket } from '../testing/playback-socket.ts';
import { createWorld, type World } from '../testing/playback-world.ts';
import { ControlService } from './control.service.ts';
import { FollowedSessionsService } from './followed-sessions.service.ts';
import { MAX_SESSIONS, SessionsRepository } from './sessions.repository.ts';
import { SocketClientsService } from './socket-clients.service.ts';

type Camera = Awaited<ReturnType<World['importCamera']>>;

let world: World;
let camera: Camera;
/** Outlives the hours by which these tests move the clock. */
let token: string;

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
  token = await world.keys.tokenFor('investigator', { userId: world.userId, expiresIn: 20 * 86_400 });
});
afterAll(() => world?.close());
beforeEach(() => world.database.deleteFrom('playback_sessions').execute());

const ago = (seconds: number) => new Date(world.clock.now().getTime() - seconds * 1000);

async function signIn() {
  const client = await signInSocket(world.service.url, token);
  onTestFinished(() => client.socket.close());
  return client;
}

/** Waits while the clock runs. */
async function asTimePasses<T>(wait: Promise<T>): Promise<T> {
  const running = setInterval(() => world.clock.advance(5), 50);
  try {
    return await wait;
  } finally {
    clearInterval(running);
  }
}

const act = (request: object, { id }: Pick<Camera, 'id'> = camera) =>
  call(world.service.url, `POST /api/v1/cameras/${id}/playback/control`, { token, body: request });

/** Somebody who follows the session of the camera that an action begins. */
async function followerOf(request: object, of: Pick<Camera, 'id'> = camera) {
  expect(await act(request, of)).toMatchObject({ status: 200 });
  const follower = await signIn();
  follower.say({ type: 'join', cameraId: of.id });
  const joined = await follower.next();
  if (joined.type !== 'state') throw new Error('The session was not joined.');
  return { ...follower, sessionId: joined.state.sessionId };
}

describe('who follows a session', () => {
  it.each([
    ['at the live edge', 8, () => ago(60), 60, 'live-edge'],
    ['at the first footage', -8, () => ago(7 * 86_400 - 7_200), 3 * 3_600, 'first-footage'],
  ])('is told that it has ended %s, though nobody acts on it', async (_, speed, from, seconds, endedAt) => {
    const timestamp = from().toISOString();
    const follower = await followerOf({ action: 'play', timestamp, speed });
    world.clock.advance(seconds);

    expect(await follower.next()).toMatchObject({
      type: 'state',
      state: { sessionId: follower.sessionId, status: 'ended', endedAt, version: 1 },
    });
  });

  it('is told so, too, when the VMS failed at that moment and is back, and of the failure once', async () => {
    const follower = await followerOf({ action: 'play', timestamp: ago(60).toISOString(), speed: 8 });
    world.simulator.addFault({ kind: 'status', status: 503, calls: 'all' });
    onTestFinished(() => world.simulator.clearFaults());
    world.clock.advance(60);
    expect(await follower.next()).toMatchObject({ type: 'problem', problem: { code: 'vms-unavailable' } });
    const calls = () => world.simulator.state().calls;
    const failed = calls();
    await asTimePasses(expect.poll(calls).not.toEqual(failed));

    world.simulator.clearFaults();
    expect(await asTimePasses(follower.next())).toMatchObject({
      type: 'state',
      state: { sessionId: follower.sessionId, status: 'ended', endedAt: 'live-edge', version: 1 },
    });
  });

  it('is told that it is over, with its last state, when nobody has acted on it for twelve hours', async () => {
    const currentTime = ago(600).toISOString();
    const follower = await followerOf({ action: 'seek', timestamp: currentTime });
    world.clock.advance(12 * 3_600 + 1);

    await world.service.app.get(ControlService).sweep();

    const { sessionId } = follower;
    expect(await follower.next()).toEqual({
      type: 'left',
      sessionId,
      reason: 'expired',
      state: { sessionId, cameraId: camera.id, status: 'paused', currentTime, speed: 1, version: 1 },
    });
  });

  it('is told so, too, by a look at it before it is swept away', async () => {
    const follower = await followerOf({ action: 'seek', timestamp: ago(600).toISOString() });
    world.clock.advance(12 * 3_600 + 1);

    world.service.app.get(SocketClientsService).spreadAll();

    expect(await follower.next()).toMatchObject({
      type: 'left',
      reason: 'expired',
      state: { status: 'paused', version: 1 },
    });
  });

  it('is told nothing of where it was left once the camera was taken from them', async () => {
    const follower = await followerOf({ action: 'seek', timestamp: ago(600).toISOString() });
    await world.showOnly([]);
    onTestFinished(() => world.showAll());
    world.clock.advance(12 * 3_600 + 1);

    await world.service.app.get(ControlService).sweep();

    expect(await follower.next()).toEqual({ type: 'left', sessionId: follower.sessionId });
  });

  it('is told so by another instance, too', async () => {
    const second = await world.startInstance();
    onTestFinished(() => second.close());
    const follower = await followerOf({ action: 'seek', timestamp: ago(600).toISOString() });
    world.clock.advance(12 * 3_600 + 1);

    await second.app.get(ControlService).sweep();

    expect(await follower.next()).toMatchObject({ type: 'left', reason: 'expired' });
  });

  it('is told that it is gone with its user', async () => {
    const follower = await followerOf({ action: 'seek', timestamp: ago(600).toISOString() });
    await world.database.deleteFrom('playback_sessions').execute();

    await world.service.app.get(FollowedSessionsService).use();

    expect(await follower.next()).toMatchObject({
      type: 'left',
      sessionId: follower.sessionId,
      reason: 'removed',
      state: { status: 'paused' },
    });
  });

  it('may follow many of which there is news at once', async () => {
    const cameras = await manyCameras(60);
    await manySessions(cameras);
    const follower = await signIn();
    for (const { id: cameraId } of cameras) {
      follower.say({ type: 'join', cameraId });
      await follower.next();
    }
    await world.database.deleteFrom('playback_sessions').execute();

    await world.service.app.get(FollowedSessionsService).use();

    for (const _ of cameras) expect(await follower.next()).toMatchObject({ type: 'left', reason: 'removed' });
  });
});

describe('somebody with as many sessions as there may be', () => {
  let cameras: { id: Camera['id'] }[];
  let sessions: PlaybackSessionId[];
  beforeAll(async () => {
    cameras = await manyCameras(MAX_SESSIONS);
  });
  beforeEach(async () => {
    sessions = await manySessions(cameras);
  });
  const left = async () => {
    const rows = await world.database.selectFrom('playback_sessions').select('id').execute();
    return new Set<string>(rows.map(({ id }) => id));
  };

  it('begins another in the place of the one that was unused for longest', async () => {
    expect(await act({ action: 'seek', timestamp: ago(600).toISOString() })).toMatchObject({ status: 200 });

    const ids = await left();
    expect(ids.size).toBe(MAX_SESSIONS);
    expect(sessions.filter((id) => !ids.has(id))).toEqual([sessions[0]]);
  });

  it('keeps one that a socket follows, however long nobody acted on it', async () => {
    const follower = await signIn();
    follower.say({ type: 'join', cameraId: cameras[0]?.id });
    await follower.next();
    world.clock.advance(600);
    await world.service.app.get(FollowedSessionsService).use();

    await act({ action: 'seek', timestamp: ago(600).toISOString() });

    const ids = await left();
    expect(sessions.filter((id) => !ids.has(id))).toEqual([sessions[1]]);
  });

  it('has the follower of what makes room told of it, with its last state', async () => {
    const follower = await signIn();
    follower.say({ type: 'join', cameraId: cameras[0]?.id });
    const joined = await follower.next();
    await world.database
      .updateTable('playback_sessions')
      .set({ updated_at: ago(7_200) })
      .where('id', '=', sessions[0] ?? '')
      .execute();

    await act({ action: 'seek', timestamp: ago(600).toISOString() });

    expect(joined.type).toBe('state');
    expect(await follower.next()).toMatchObject({
      type: 'left',
      sessionId: sessions[0],
      reason: 'displaced',
      state: { sessionId: sessions[0], cameraId: cameras[0]?.id, status: 'paused' },
    });
  });

  it('has never more of them, however many begin at the same moment', async () => {
    const [begun] = sessions;
    await world.database
      .deleteFrom('playback_sessions')
      .where('id', '=', begun ?? '')
      .execute();
    const others = await manyCameras(8);
    const now = world.clock.now();
    const at = now.getTime();
    const anchor = { status: 'paused', time: at - 60_000, at, speed: 1 } as const;

    const results = await Promise.all(
      others.map(({ id }) =>
        world.service.app
          .get(SessionsRepository)
          .begin(UserId.parse(world.userId), id, { anchor, expiresAt: ago(-3_600) }, now),
      ),
    );

    expect(results.map(({ kind }) => kind)).toEqual(others.map(() => 'begun'));
    expect((await left()).size).toBe(MAX_SESSIONS);
  });

  it('acts on each of them over one socket', async () => {
    const client = await signIn();
    for (const { id: cameraId } of cameras) {
      client.say({ type: 'join', cameraId });
      expect(await client.next()).toMatchObject({ type: 'state', state: { cameraId, version: 1 } });
    }
    const [first, last] = [cameras[0]?.id, cameras.at(-1)?.id];

    for (const cameraId of [last, first]) {
      client.say({ type: 'control', cameraId, request: { action: 'pause' } });
      expect(await client.next()).toMatchObject({ type: 'state', state: { cameraId, version: 2 } });
    }
    client.say({ type: 'join', cameraId: camera.id });
    expect(await client.next()).toMatchObject({ type: 'problem', problem: { code: 'too-many-requests' } });
  });

  it('is told to wait when all of them are in use', async () => {
    await world.database
      .updateTable('playback_sessions')
      .set({ updated_at: ago(30) })
      .execute();

    const { status, headers, body } = await act({ action: 'seek', timestamp: ago(600).toISOString() });

    expect(status).toBe(503);
    expect(headers.get('Retry-After')).toBe('60');
    expect(body).toMatchObject({ code: 'playback-session-limit-reached' });
    expect(await left()).toEqual(new Set(sessions));
    world.clock.advance(60);
    expect(await act({ action: 'seek', timestamp: ago(600).toISOString() })).toMatchObject({ status: 200 });
  });
});

async function manyCameras(count: number) {
  const rows = await world.database
    .insertInto('cameras')
    .values(
      Array.from({ length: count }, (_, number) => ({
        name: `Wall ${number}`,
        status: 'ONLINE' as const,
        milestone_device_id: `${camera.deviceId}-${count}-${number}`,
      })),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => ({ id: CameraId.parse(id) }));
}

/** Paused ones of the investigator, unused for longest first. */
async function manySessions(cameras: readonly { id: Camera['id'] }[]): Promise<PlaybackSessionId[]> {
  const rows = await world.database
    .insertInto('playback_sessions')
    .values(
      cameras.map(({ id }, number) => ({
        user_id: world.userId,
        camera_id: id,
        status: 'paused' as const,
        anchor_time: ago(3_600),
        anchored_at: ago(3_600),
        speed: 1,
        expires_at: ago(-3_600),
        updated_at: ago(3_600 - number),
      })),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => PlaybackSessionId.parse(id));
}
