import { once } from 'node:events';
import type { SimulatorOptions } from '@playhead/milestone-simulator';
import { describe, expect, it } from 'vitest';
import type { MilestoneDialect } from '../milestone-client.ts';
import { cameraWithFootage, lastDay } from '../testing/camera-with-footage.ts';
import { failureOf } from '../testing/given.ts';
import { clientOf, simulatedVms } from '../testing/simulated-vms.ts';

const DAY_MS = 86_400_000;
/** The longest recording of the plan's contract. */
const MOST_SECONDS = 86_400;
const page = { limit: 100, offset: 0 };

interface Vms {
  name: string;
  api: MilestoneDialect;
  xprotect: NonNullable<SimulatorOptions['xprotect']>;
  /** Whether changes are told as they happen; otherwise the recorders are asked every few seconds. */
  tellsAtOnce: boolean;
  /** Whether it has bookmarks. */
  bookmarks: boolean;
}

/** What a caller must not see: the dialect, and which release of XProtect answers. */
const vmses: Vms[] = [
  { name: 'a VMS with the REST contract', api: 'rest', xprotect: {}, tellsAtOnce: false, bookmarks: false },
  {
    name: 'XProtect 2023 R2 with strict XML',
    api: 'xprotect',
    xprotect: { version: '2023R2', strictXml: true },
    tellsAtOnce: false,
    bookmarks: false,
  },
  {
    name: 'XProtect 2025 R1',
    api: 'xprotect',
    xprotect: { version: '2025R1' },
    tellsAtOnce: true,
    bookmarks: true,
  },
  {
    name: 'XProtect 2025 R3 with strict XML',
    api: 'xprotect',
    xprotect: { version: '2025R3', strictXml: true },
    tellsAtOnce: true,
    bookmarks: true,
  },
];

describe.each(vmses)('the client and $name', ({ api, xprotect, tellsAtOnce, bookmarks }) => {
  const vms = simulatedVms({ xprotect });
  const givenClient = () => clientOf(vms(), api);

  it('discover cameras page by page', async () => {
    const client = givenClient();

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

  it('say what they can do', async () => {
    const said = await givenClient().capabilities();

    expect(said).toMatchObject({ dialect: api, bookmarks });
    expect(said.speeds).toContain(1);
    expect(said.reverseVideo).toBe(said.speeds.some((speed) => speed < 0));
  });

  it('tell what happens to a camera by themselves, where they say that they do', async () => {
    const client = givenClient();
    const { liveConditions } = await client.capabilities();
    if (!liveConditions) {
      expect(await failureOf(client.followCameras())).toMatchObject({ kind: 'refused' });
      return;
    }
    vms().setClock({ frozen: true });
    const leaving = new AbortController();
    const news = await client.followCameras({ signal: leaving.signal });
    const reader = news[Symbol.asyncIterator]();
    const { cameras } = await client.listCameras(page);
    const listed = cameras.map(({ deviceId, state, recording }) => ({ deviceId, state, recording }));
    expect((await reader.next()).value).toEqual({ kind: 'anew', cameras: expect.arrayContaining(listed) });
    const online = cameras.find(({ state }) => state === 'online')?.deviceId ?? '';

    for (const state of tellsAtOnce ? (['offline', 'online', 'error'] as const) : []) {
      vms().changeCamera(online, { state });
      expect((await reader.next()).value).toEqual({
        kind: 'changed',
        cameras: [{ deviceId: online, state }],
      });
    }

    leaving.abort();
    expect(await failureOf(reader.next())).toMatchObject({ kind: 'aborted' });
  });

  it('record from start to stop', async () => {
    const client = givenClient();
    const { camera } = await cameraWithFootage(client);
    const { deviceId } = camera;
    vms().limitManualRecording(deviceId, undefined);

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

  it('say why a recording is not held so long before there is one, and hold it where it is', async () => {
    const client = givenClient();
    const { camera } = await cameraWithFootage(client);
    const { deviceId } = camera;
    vms().limitManualRecording(deviceId, 2);
    const order = { deviceId, triggeredBy: 'test' };
    const held = await client.maxRecordingSeconds(deviceId);
    const most = held ?? MOST_SECONDS;

    const refusal = await failureOf(client.startRecording({ ...order, durationSeconds: most + 1 }));

    expect(held).toBe(api === 'xprotect' ? 120 : undefined);
    expect(refusal).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(api === 'xprotect' ? /after 2 min.*"Stop manual/ : /durationSeconds/),
    });
    await expect(client.getRecordingStatus(deviceId)).resolves.toEqual({ isRecording: false });
    await expect(client.startRecording({ ...order, durationSeconds: most })).resolves.toHaveProperty(
      'recordingId',
    );
  });

  it('agree on the footage: sequences and gaps fill the range', async () => {
    const client = givenClient();
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
    const client = givenClient();
    const { camera, from } = await cameraWithFootage(client);

    const video = await client.getVideoStream({ deviceId: camera.deviceId, startTime: from, speed: 1 });
    const [chunk] = await once(video.body, 'data');
    video.body.destroy();
    await once(video.body, 'close');

    expect(video.container).toBe('mp2t');
    expect(Math.abs(video.startTime.getTime() - from.getTime())).toBeLessThan(2000);
    expect(chunk[0]).toBe(0x47);
    await expect.poll(() => vms().state().openStreams).toEqual([]);
  });

  it('show one picture', async () => {
    const client = givenClient();
    const { camera, from } = await cameraWithFootage(client);

    const { image, contentType } = await client.getSnapshot(camera.deviceId, from);

    expect(contentType).toBe('image/jpeg');
    expect(image.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));
  });

  it('know what is missing', async () => {
    const client = givenClient();
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
});
