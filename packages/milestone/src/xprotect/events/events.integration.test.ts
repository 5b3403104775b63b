import {
  DEFAULT_PASSWORD,
  DEFAULT_USERNAME,
  type RunningSimulator,
  startSimulator,
} from '@playhead/milestone-simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createMilestoneClient } from '../../create-milestone-client.ts';
import type { VmsCamera, VmsConditionNews } from '../../milestone-client.ts';
import { FakeClock } from '../../testing/fake-clock.ts';

const PAUSE_MS = 10;
const LOOK_MS = 5_000;

/** Who follows the cameras of a simulated site, by a clock that stands still. */
async function givenFollower(version: '2023R2' | '2025R1' = '2025R1') {
  const simulator = await startSimulator({ xprotect: { version } });
  // Cameras that record by motion would begin and end while they are followed.
  simulator.setClock({ frozen: true });
  const clock = new FakeClock();
  const client = createMilestoneClient(
    {
      api: 'xprotect',
      baseUrl: simulator.url,
      username: DEFAULT_USERNAME,
      password: DEFAULT_PASSWORD,
      sessionTimeoutMs: 3_600_000,
      maxConnections: 50,
      retryAttempts: 1,
      retryDelayMs: PAUSE_MS,
      requestTimeoutMs: 10_000,
    },
    { clock, random: () => 1 },
  );
  onTestFinished(async () => {
    await client.close();
    await simulator.close();
  });
  const reader = (await client.followCameras())[Symbol.asyncIterator]();
  const next = async (): Promise<VmsConditionNews> => (await reader.next()).value;
  expect(await next()).toMatchObject({ kind: 'anew' });
  const { cameras } = await client.listCameras({ limit: 100, offset: 0 });
  /** Once this pause is awaited. */
  const pause = async (ms: number) => {
    await clock.awaited(ms);
    clock.advance(ms);
  };
  return { simulator, clock, client, next, pause, cameras };
}

const disconnect = (simulator: RunningSimulator) =>
  fetch(`${simulator.url}/_sim/events/disconnect`, { method: 'POST' });

function quietCamera(cameras: readonly VmsCamera[]): VmsCamera {
  const camera = cameras.find(({ state, recording }) => state === 'online' && !recording);
  if (camera === undefined) throw new Error('Every camera records.');
  return camera;
}

describe('following the cameras of a site', () => {
  it('hears of a manual recording, from its start to its stop', async () => {
    const { simulator, client, next, cameras } = await givenFollower();
    const { deviceId } = quietCamera(cameras);
    const heardOfIt = async () => {
      for (;;) {
        const news = await next();
        const told = news.kind === 'changed' && news.cameras.find((camera) => camera.deviceId === deviceId);
        if (told) return told;
      }
    };
    simulator.setClock({ frozen: false });

    const order = { deviceId, durationSeconds: 60, triggeredBy: 'test' };
    const { recordingId } = await client.startRecording(order);
    expect(await heardOfIt()).toEqual({ deviceId, recording: true });
    await client.stopRecording(deviceId, recordingId);
    expect(await heardOfIt()).toEqual({ deviceId, recording: false });
  });

  it('misses nothing of what happens while the gateway is recycled', async () => {
    const { simulator, next, pause, cameras } = await givenFollower();
    const [first, second] = cameras.filter(({ state }) => state === 'online').map(({ deviceId }) => deviceId);
    simulator.changeCamera(first ?? '', { state: 'offline' });
    await next();

    await disconnect(simulator);
    simulator.changeCamera(second ?? '', { state: 'offline' });
    simulator.expireTokens();
    await pause(PAUSE_MS);

    expect(await next()).toEqual({ kind: 'changed', cameras: [{ deviceId: second, state: 'offline' }] });
  });

  it('begins anew where the VMS has given the session up', async () => {
    const { simulator, next, pause, cameras } = await givenFollower();
    const { deviceId } = quietCamera(cameras);
    await disconnect(simulator);
    simulator.setClock({ at: Date.now() + 31_000 });
    simulator.changeCamera(deviceId, { state: 'offline' });
    await pause(PAUSE_MS);

    const news = await next();
    expect(news).toMatchObject({ kind: 'anew' });
    expect(news.kind === 'anew' && news.cameras).toContainEqual({
      deviceId,
      state: 'offline',
      recording: expect.any(Boolean),
    });
  });

  it('loses the cameras of a recorder with it, and has them back with it', async () => {
    const { simulator, next, pause, cameras } = await givenFollower();
    const [server] = new Set(cameras.map(({ recordingServer }) => recordingServer));
    const there = cameras.filter((camera) => camera.recordingServer === server && camera.state === 'online');
    const ids = there.map(({ deviceId }) => deviceId).sort();
    const changedTo = async (state: string) => {
      const news = await next();
      const changed = news.kind === 'changed' ? news.cameras.filter((camera) => camera.state === state) : [];
      return changed.map(({ deviceId }) => deviceId).sort();
    };

    simulator.setRecorderDown(1, true);
    await pause(LOOK_MS);
    expect(await changedTo('offline')).toEqual(ids);
    simulator.setRecorderDown(1, false);
    await pause(LOOK_MS);
    expect(await changedTo('online')).toEqual(ids);
  });

  it('asks the recorders of a release that has no events', async () => {
    const { simulator, next, pause, cameras } = await givenFollower('2023R2');
    const { deviceId } = quietCamera(cameras);
    simulator.changeCamera(deviceId, { state: 'error' });
    await pause(LOOK_MS);

    expect(await next()).toEqual({ kind: 'changed', cameras: [{ deviceId, state: 'error' }] });
  });
});
