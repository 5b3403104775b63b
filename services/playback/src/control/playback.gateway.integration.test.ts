import { once } from 'node:events';
import { liveCloseCodes } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { findGap } from '../testing/find-gap.ts';
import { openSocket, signInSocket } from '../testing/playback-socket.ts';
import { createWorld, type World } from '../testing/playback-world.ts';

let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let moment: string;

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
  const gap = await findGap(world, camera.id);
  moment = new Date(gap.startTime.getTime() - 60_000).toISOString();
});
afterAll(() => world?.close());

const open = () => openSocket(world.service.url);
const signIn = (token = world.investigator, url = world.service.url) => signInSocket(url, token);

const seek = () => ({
  type: 'control' as const,
  cameraId: camera.id,
  request: { action: 'seek', timestamp: moment },
  reference: 'one',
});

describe('the WebSocket of playback', () => {
  it('answers an action with the state of the session, naming the message', async () => {
    const client = await signIn();
    client.say(seek());

    expect(await client.next()).toMatchObject({
      type: 'state',
      reference: 'one',
      state: { status: 'paused', currentTime: moment, cameraId: camera.id },
    });
    client.socket.close();
  });

  it('answers what is said right behind the sign-in, in its order', async () => {
    const client = await open();
    client.say({ type: 'authenticate', token: world.investigator });
    client.say(seek());
    client.say({ type: 'join', cameraId: camera.id, reference: 'two' });

    expect(await client.next()).toEqual({ type: 'authenticated' });
    expect(await client.next()).toMatchObject({ type: 'state', reference: 'one' });
    expect(await client.next()).toMatchObject({ type: 'state', reference: 'two' });
    client.socket.close();
  });

  it.each([
    [
      { action: 'play', speed: -2 },
      { status: 'playing', speed: -2 },
    ],
    [{ action: 'pause' }, { status: 'paused' }],
    [{ action: 'speed', speed: 4 }, { speed: 4 }],
    [{ action: 'step', step: 1 }, { status: 'paused' }],
  ])('takes the action %j', async (request, state) => {
    const client = await signIn();
    client.say(seek());
    await client.next();
    client.say({ type: 'control', cameraId: camera.id, request, reference: 'two' });

    expect(await client.next()).toMatchObject({ type: 'state', reference: 'two', state });
    client.socket.close();
  });

  it('tells all who joined a session what somebody does with it, on whatever way', async () => {
    const [acting, following] = [await signIn(), await signIn()];
    acting.say(seek());
    await acting.next();
    following.say({ type: 'join', cameraId: camera.id });
    await following.next();

    acting.say({ type: 'control', cameraId: camera.id, request: { action: 'play', speed: 2 } });
    expect(await following.next()).toMatchObject({ state: { status: 'playing', speed: 2 } });
    await world.call(`POST /api/v1/cameras/${camera.id}/playback/control`, { action: 'pause' });
    expect(await following.next()).toMatchObject({ state: { status: 'paused' } });
    acting.socket.close();
    following.socket.close();
  });

  it('is one for all instances: what is done through one is told through another', async () => {
    const second = await world.startInstance();
    const [acting, following] = [await signIn(), await signIn(world.investigator, second.url)];
    acting.say(seek());
    const begun = await acting.next();
    following.say({ type: 'join', cameraId: camera.id });
    expect(await following.next()).toEqual({ ...begun, reference: undefined });

    acting.say({ type: 'control', cameraId: camera.id, request: { action: 'play', speed: 4 } });
    expect(await following.next()).toMatchObject({ state: { status: 'playing', speed: 4 } });
    following.say({ type: 'control', cameraId: camera.id, request: { action: 'pause' } });
    expect(await acting.next()).toMatchObject({ state: { status: 'playing' } });
    expect(await acting.next()).toMatchObject({ state: { status: 'paused' } });
    acting.socket.close();
    following.socket.close();
    await second.close();
  });

  it('tells no more of a session that was left', async () => {
    const [acting, following] = [await signIn(), await signIn()];
    acting.say(seek());
    await acting.next();
    following.say({ type: 'join', cameraId: camera.id });
    const joined = await following.next();
    if (joined.type !== 'state') throw new Error('The session was not joined.');
    following.say({ type: 'leave', sessionId: joined.state.sessionId });
    expect(await following.next()).toMatchObject({ type: 'left' });
    acting.say({ type: 'control', cameraId: camera.id, request: { action: 'play' } });
    await acting.next();
    following.say({ type: 'join', cameraId: camera.id, reference: 'again' });

    expect(await following.next()).toMatchObject({ type: 'state', reference: 'again' });
    acting.socket.close();
    following.socket.close();
  });

  it.each([
    ['what is no message', { type: 'dance' }, 'request-invalid'],
    ['an action that is not complete', { type: 'control', request: { action: 'seek' } }, 'request-invalid'],
    [
      'a camera that is not there',
      { type: 'join', cameraId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff' },
      'camera-not-found',
    ],
  ])('answers %s with a problem, and goes on', async (_, message, code) => {
    const client = await signIn();
    client.say({ ...message, reference: 'wrong' });
    expect(await client.next()).toMatchObject({ type: 'problem', problem: { code }, reference: 'wrong' });
    client.say(seek());

    expect(await client.next()).toMatchObject({ type: 'state' });
    client.socket.close();
  });

  it('sends away who does not sign in, who may not play, and whose token ends', async () => {
    const stranger = await open();
    stranger.say({ type: 'authenticate', token: 'x' });
    expect(await stranger.closed()).toBe(liveCloseCodes.signInRequired);

    const viewer = await open();
    viewer.say({ type: 'authenticate', token: await world.keys.tokenFor('viewer') });
    expect(await viewer.closed()).toBe(liveCloseCodes.permissionMissing);

    const brief = await signIn(
      await world.keys.tokenFor('investigator', { expiresIn: 1, userId: world.userId }),
    );
    expect(await brief.closed()).toBe(liveCloseCodes.tokenExpired);
  });

  it('opens to no page of another origin', async () => {
    const socket = new WebSocket(`${world.service.url.replace('http', 'ws')}/api/v1/playback/ws`, {
      origin: 'https://elsewhere.example',
    });

    await expect(once(socket, 'open')).rejects.toThrow('401');
  });

  it('sends away who says more than can be answered', async () => {
    const client = await signIn();
    for (let count = 0; count < 100; count += 1) client.say({ type: 'join', cameraId: camera.id });

    expect(await client.closed()).toBe(liveCloseCodes.tooSlow);
  });

  it('stops telling of a camera that was taken from somebody', async () => {
    const [acting, following] = [await signIn(), await signIn()];
    acting.say(seek());
    await acting.next();
    following.say({ type: 'join', cameraId: camera.id });
    const joined = await following.next();
    if (joined.type !== 'state') throw new Error('The session was not joined.');
    const { sessionId } = joined.state;
    const colleague = await world.database
      .insertInto('users')
      .values({ username: 'omar', display_name: 'Omar', password_hash: '', role: 'investigator' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await world.showOnly([]);
    await call(world.service.url, `POST /api/v1/cameras/${camera.id}/playback/control`, {
      token: await world.keys.tokenFor('investigator', { userId: colleague.id }),
      body: { action: 'play', sessionId },
    });

    expect(await following.next()).toMatchObject({ type: 'left', sessionId });
    acting.socket.close();
    following.socket.close();
  });
});
