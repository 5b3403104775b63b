import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { findFfmpeg } from '@playhead/ffmpeg';
import {
  DEFAULT_PASSWORD,
  DEFAULT_USERNAME,
  type RunningSimulator,
  readScenario,
  startSimulator,
} from '@playhead/milestone-simulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMilestoneClient } from '../create-milestone-client.ts';
import type { MilestoneClient, VmsCamera } from '../milestone-client.ts';
import { failureOf } from '../testing/given.ts';

const scenario = join(import.meta.dirname, '../../../milestone-simulator/examples/odd-cameras.yaml');
const MINUTE_MS = 60_000;
const page = { limit: 100, offset: 0 };

let simulator: RunningSimulator;
let client: MilestoneClient;
beforeAll(async () => {
  simulator = await startSimulator({ scenario: await readScenario(scenario), xprotect: {} });
  client = createMilestoneClient({
    api: 'xprotect',
    baseUrl: simulator.url,
    username: DEFAULT_USERNAME,
    password: DEFAULT_PASSWORD,
    sessionTimeoutMs: 3_600_000,
    maxConnections: 50,
    retryAttempts: 3,
    retryDelayMs: 10,
    requestTimeoutMs: 20_000,
  });
});
afterAll(async () => {
  await client?.close();
  await simulator?.close();
});

async function cameraNamed(name: string): Promise<VmsCamera> {
  const { cameras } = await client.listCameras(page);
  const camera = cameras.find((one) => one.name === name);
  if (camera === undefined) throw new Error(`There is no ${name}.`);
  return camera;
}

/** When FFmpeg would show the pictures of some video, in ms from the first. */
async function shown(body: Readable, pictures: number): Promise<number[]> {
  const filter = ['-vf', 'setpts=PTS-STARTPTS,showinfo', '-frames:v', String(pictures)];
  const passOn = ['-vsync', '0', '-f', 'null', '-'];
  const child = spawn(await findFfmpeg(), ['-hide_banner', '-nostats', '-i', 'pipe:0', ...filter, ...passOn]);
  child.stdin.on('error', () => body.destroy());
  body.on('error', () => child.stdin.destroy()).pipe(child.stdin);
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  body.destroy();
  const times = [...said.matchAll(/ pts_time:\s*(\S+)/g)].map(([, time]) => Math.round(Number(time) * 1000));
  return times.slice(0, pictures);
}

/** The times of the simulator's fifteen pictures a second, from a key picture on. */
const grid = (pictures: number) =>
  Array.from({ length: pictures }, (_, index) => Math.floor((index * 1000) / 15));

describe('the odd cameras of a site', () => {
  it('are listed in the condition that their recorders tell, but for those the account may not see', async () => {
    const { cameras } = await client.listCameras(page);

    const told = Object.fromEntries(cameras.map(({ name, state, enabled }) => [name, `${state} ${enabled}`]));
    expect(told).toMatchObject({
      'Crane 1': 'online true',
      'Sunk buoy': 'offline true',
      'Old customs hall': 'offline false',
      'Unpaid camera': 'error true',
    });
    expect(told).not.toHaveProperty("Director's office");
  });

  it('that show live pictures only do not record, and the reason is told beforehand', async () => {
    const { deviceId } = await cameraNamed('Canteen');

    const start = client.startRecording({ deviceId, durationSeconds: 60, triggeredBy: 'test' });

    expect(await failureOf(start)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Recording'),
    });
    expect(simulator.state().calls.startRecording ?? 0).toBe(0);
  });

  it('that recorded nothing have no footage, no video and no picture', async () => {
    const { deviceId } = await cameraNamed('New camera');
    const now = new Date();
    const range = { deviceId, startTime: new Date(now.getTime() - MINUTE_MS), endTime: now };

    await expect(client.querySequences(range)).resolves.toMatchObject({ sequences: [] });
    const failures = await Promise.all([
      failureOf(client.getVideoStream({ deviceId, startTime: range.startTime, speed: 1 })),
      failureOf(client.getSnapshot(deviceId, range.startTime)),
    ]);
    expect(failures).toMatchObject([{ missing: 'footage' }, { missing: 'footage' }]);
  });

  it.each([
    ['Crane 1', 'mp2t'],
    ['Sharp camera', 'mp2t'],
    ['Ancient camera', 'unknown'],
  ])('send video that FFmpeg shows with each picture at its own time: %s', async (name, container) => {
    const { deviceId } = await cameraNamed(name);
    const range = { startTime: new Date(Date.now() - 600 * MINUTE_MS), endTime: new Date() };
    const { sequences } = await client.querySequences({ deviceId, ...range });
    const long = sequences.find(
      ({ startTime, endTime }) => endTime.getTime() - startTime.getTime() > MINUTE_MS,
    );
    const second = Math.ceil(((long?.startTime.getTime() ?? 0) + 5_000) / 1000) * 1000;

    const video = await client.getVideoStream({ deviceId, startTime: new Date(second), speed: 1 });
    const times = await shown(video.body, 40);

    expect({ container: video.container, startTime: video.startTime }).toEqual({
      container,
      startTime: new Date(second),
    });
    expect(times).toHaveLength(40);
    // The simulator cuts its times to whole milliseconds, and so may FFmpeg.
    for (const [index, time] of grid(40).entries())
      expect(Math.abs((times[index] ?? 0) - time)).toBeLessThanOrEqual(1);
  });

  it('of a recorder that is down are offline, and it is spared until it is back', async () => {
    const { deviceId } = await cameraNamed('Gate');
    simulator.setRecorderDown(2, true);
    const failures = [];
    for (let call = 0; call < 4; call += 1)
      failures.push(await failureOf(client.getRecordingStatus(deviceId)));
    const { cameras } = await client.listCameras(page);
    simulator.setRecorderDown(2, false);

    expect(failures.at(-1)).toMatchObject({ kind: 'unavailable', retryAfterSeconds: expect.any(Number) });
    const stateOf = (name: string) => cameras.find((camera) => camera.name === name)?.state;
    expect([stateOf('Gate'), stateOf('Crane 1')]).toEqual(['offline', 'online']);
    await expect
      .poll(
        () => failureOf(client.getRecordingStatus(deviceId).then(() => Promise.reject(new Error('back')))),
        {
          timeout: 10_000,
        },
      )
      .toMatchObject({ message: 'back' });
  });
});
