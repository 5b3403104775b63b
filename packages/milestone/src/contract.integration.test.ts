import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, startSimulator } from '@playhead/milestone-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { MilestoneConfig } from './config.ts';
import { createMilestoneClient } from './create-milestone-client.ts';
import type { MilestoneDialect } from './milestone-client.ts';
import { cameraWithFootage, lastDay } from './testing/camera-with-footage.ts';
import { failureOf } from './testing/given.ts';

type Simulator = Awaited<ReturnType<typeof startSimulator>>;

const DAY_MS = 86_400_000;
const page = { limit: 100, offset: 0 };
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ xprotect: {} });
});
afterAll(async () => {
  await simulator?.close();
});
beforeEach(async () => {
  await simulator.reset();
});

function givenClient(api: MilestoneDialect, changes: Partial<MilestoneConfig> = {}) {
  const client = createMilestoneClient({
    api,
    baseUrl: simulator.url,
    username: DEFAULT_USERNAME,
    password: DEFAULT_PASSWORD,
    sessionTimeoutMs: 3_600_000,
    maxConnections: 50,
    retryAttempts: 3,
    retryDelayMs: 10,
    requestTimeoutMs: 10_000,
    ...changes,
  });
  onTestFinished(() => client.close());
  return client;
}
const dialects: MilestoneDialect[] = ['rest', 'xprotect'];

describe.each(dialects)('the client and a VMS that speaks %s', (api) => {
  it('discover cameras page by page', async () => {
    const client = givenClient(api);

    const all = await client.listCameras(page);
    const second = await client.listCameras({ limit: 10, offset: 10 });
    const disabled = await client.listCameras({ ...page, enabled: false });

    expect(all.total).toBeGreaterThanOrEqual(24);
    expect(second.cameras.map((camera) => camera.deviceId)).toEqual(
      all.cameras.slice(10, 20).map((camera) => camera.deviceId),
    );
    expect(disabled.cameras.every((camera) => !camera.enabled)).toBe(true);
    const first = all.cameras[0];
    const { deviceId, name } = await client.getCamera(first?.deviceId ?? '');
    expect({ deviceId, name }).toEqual({ deviceId: first?.deviceId, name: first?.name });
  });

  it('tell what happens to a camera by themselves, where they say that they do', async () => {
    const client = givenClient(api);
    const { liveConditions } = await client.capabilities();
    if (!liveConditions) {
      expect(await failureOf(client.followCameras())).toMatchObject({ kind: 'refused' });
      return;
    }
    simulator.setClock({ frozen: true });
    const leaving = new AbortController();
    const news = await client.followCameras({ signal: leaving.signal });
    const reader = news[Symbol.asyncIterator]();
    const { cameras } = await client.listCameras(page);
    const listed = cameras.map(({ deviceId, state, recording }) => ({ deviceId, state, recording }));
    expect((await reader.next()).value).toEqual({ kind: 'anew', cameras: expect.arrayContaining(listed) });
    const online = cameras.find(({ state }) => state === 'online')?.deviceId ?? '';

    for (const state of ['offline', 'online', 'error'] as const) {
      simulator.changeCamera(online, { state });
      expect((await reader.next()).value).toEqual({
        kind: 'changed',
        cameras: [{ deviceId: online, state }],
      });
    }

    leaving.abort();
    expect(await failureOf(reader.next())).toMatchObject({ kind: 'aborted' });
  });

  it('record from start to stop', async () => {
    const client = givenClient(api);
    const { camera } = await cameraWithFootage(client);
    const { deviceId } = camera;
    simulator.limitManualRecording(deviceId, undefined);

    const started = await client.startRecording({ deviceId, durationSeconds: 900, triggeredBy: 'test' });
    const running = await client.getRecordingStatus(deviceId);
    const second = await failureOf(
      client.startRecording({ deviceId, durationSeconds: 60, triggeredBy: 'test' }),
    );
    const stopped = await client.stopRecording(deviceId, started.recordingId);

    expect(started.estimatedEndTime.getTime() - started.startTime.getTime()).toBe(900_000);
    expect(running).toMatchObject({ isRecording: true, recordingId: started.recordingId });
    expect(second).toMatchObject({ kind: 'conflict' });
    expect(stopped.recordingId).toBe(started.recordingId);
    await expect(client.getRecordingStatus(deviceId)).resolves.toEqual({ isRecording: false });
    expect(await failureOf(client.stopRecording(deviceId, started.recordingId))).toMatchObject({
      kind: 'not-found',
      missing: 'recording',
    });
  });

  it('agree on the footage: sequences and gaps fill the range', async () => {
    const client = givenClient(api);
    const { camera } = await cameraWithFootage(client);
    const range = { deviceId: camera.deviceId, ...lastDay() };

    const { sequences, gaps } = await client.querySequences(range);
    const metadata = await client.getRecordingMetadata(range);

    const ends = [...sequences, ...gaps].toSorted((a, b) => a.startTime.getTime() - b.startTime.getTime());
    expect(ends.at(0)?.startTime).toEqual(range.startTime);
    expect(ends.at(-1)?.endTime).toEqual(range.endTime);
    expect(ends.slice(1).map(({ startTime }) => startTime)).toEqual(ends.slice(0, -1).map((e) => e.endTime));
    expect(metadata.sequenceCount).toBe(sequences.length);
    expect(metadata.recordedSeconds + metadata.gapSeconds).toBeCloseTo(DAY_MS / 1000);
  });

  it('play footage and hang up', async () => {
    const client = givenClient(api);
    const { camera, from } = await cameraWithFootage(client);

    const video = await client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });
    const [chunk] = await once(video.body, 'data');
    video.body.destroy();
    await once(video.body, 'close');

    expect(video.container).toBe('mp2t');
    expect(Math.abs(video.startTime.getTime() - from.getTime())).toBeLessThan(2000);
    expect(chunk[0]).toBe(0x47);
    await expect.poll(() => simulator.state().openStreams).toEqual([]);
  });

  it('show one picture', async () => {
    const client = givenClient(api);
    const { camera, from } = await cameraWithFootage(client);

    const { image, contentType } = await client.getSnapshot(camera.deviceId, from);

    expect(contentType).toBe('image/jpeg');
    expect(image.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  it('know what is missing', async () => {
    const client = givenClient(api);
    const { camera } = await cameraWithFootage(client);
    const longAgo = new Date('1999-01-01T00:00:00Z');

    expect(await failureOf(client.getSnapshot(camera.deviceId, longAgo))).toMatchObject({
      missing: 'footage',
    });
    expect(await failureOf(client.getSnapshot('nobody', longAgo))).toMatchObject({ missing: 'camera' });
    expect(await failureOf(client.querySequences({ deviceId: 'nobody', ...lastDay() }))).toMatchObject({
      missing: 'camera',
    });
  });

  it('end a session and begin another', async () => {
    const client = givenClient(api);
    await client.login();
    await client.refreshToken();
    await client.logout();
    const before = simulator.state().calls.login ?? 0;
    await client.login();

    expect(simulator.state().calls.login).toBe(before + 1);
  });
});

describe.each(dialects)('a VMS in trouble that speaks %s', (api) => {
  it('fails twice, and nobody notices', async () => {
    const client = givenClient(api);
    await client.listCameras(page);
    const needed = simulator.state().calls.listCameras ?? 0;
    simulator.addFault({ kind: 'status', status: 500, calls: 2, match: { operation: 'listCameras' } });

    await expect(client.listCameras(page)).resolves.toHaveProperty('cameras');
    expect(simulator.state().calls.listCameras).toBe(needed + 2 + needed);
  });

  it('stands behind a proxy that answers with a page of its own: the caller is told what, not how', async () => {
    const client = givenClient(api);
    const fault = { kind: 'status', status: 502, body: 'html', match: { operation: 'listCameras' } } as const;
    simulator.addFault(fault);
    await expect(client.listCameras(page)).resolves.toHaveProperty('cameras');

    simulator.addFault({ ...fault, calls: 3 });
    const failure = await failureOf(client.listCameras(page));

    expect(failure).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('502') });
    expect(String(failure)).not.toContain('<');
  });

  it('expires every token under load, and no call is lost', async () => {
    const client = givenClient(api);
    const { camera } = await cameraWithFootage(client);
    const before = simulator.state().calls.login ?? 0;

    const calls = Array.from({ length: 50 }, (_, index) => {
      if (index === 25) simulator.expireTokens();
      return client.getCamera(camera.deviceId);
    });

    const answers = await Promise.all(calls);
    expect(answers.map(({ deviceId }) => deviceId)).toEqual(Array(50).fill(camera.deviceId));
    expect((simulator.state().calls.login ?? 0) - before).toBe(1);
  });

  it('drops a read in the middle of its answer, and nobody notices', async () => {
    const client = givenClient(api);
    simulator.addFault({ kind: 'drop', afterBytes: 50, match: { operation: 'listCameras' } });

    await expect(client.listCameras(page)).resolves.toHaveProperty('cameras');
  });

  it('drops a start: it is not repeated, and the status tells what became of it', async () => {
    const client = givenClient(api);
    const { camera } = await cameraWithFootage(client);
    simulator.addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'startRecording' } });

    const order = { deviceId: camera.deviceId, durationSeconds: 60, triggeredBy: 'test' };

    expect(await failureOf(client.startRecording(order))).toMatchObject({ kind: 'unavailable' });
    expect(simulator.state().calls.startRecording).toBe(1);
    await expect(client.getRecordingStatus(camera.deviceId)).resolves.toMatchObject({ isRecording: true });
  });

  it.each([
    ['does not serve a video for now', { kind: 'status', status: 503 }],
    ['drops the connection before the first picture', { kind: 'drop', afterBytes: 0 }],
    ['resets the connection before the first picture', { kind: 'reset', afterBytes: 0 }],
  ] as const)('%s: it is opened again, and comes', async (_what, fault) => {
    const client = givenClient(api);
    const { camera, from } = await cameraWithFootage(client);
    simulator.addFault({ ...fault, match: { operation: 'video' } });

    const video = await client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });
    const [chunk] = await once(video.body, 'data');
    video.body.destroy();

    expect(chunk[0]).toBe(0x47);
    expect(simulator.state().calls.video).toBe(2);
  });

  it('drops a video: the stream ends in a typed error', async () => {
    const client = givenClient(api);
    const { camera, from } = await cameraWithFootage(client);
    simulator.addFault({ kind: 'drop', afterBytes: 1_000_000, match: { operation: 'video' } });

    const video = client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });

    expect(await failureOf(video.then(({ body }) => buffer(body)))).toMatchObject({ kind: 'unavailable' });
  });

  it('refuses the account: it is told once', async () => {
    const client = givenClient(api, { password: 'wrong' });

    const failures = await Promise.all([1, 2, 3].map(() => failureOf(client.listCameras(page))));

    expect(failures).toEqual(Array(3).fill(expect.objectContaining({ kind: 'credentials-refused' })));
    expect(simulator.state().calls.login).toBe(1);
  });
});
