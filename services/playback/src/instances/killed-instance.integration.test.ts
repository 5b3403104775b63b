import { readdir, readlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { buildService, call, runServiceProcess, type ServiceProcess } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { readPlaylist } from '../testing/read-playlist.ts';
import { runningFfmpegs } from '../testing/running-ffmpegs.ts';

const HOUR_MS = 3_600_000;
const YEARS_IN_SECONDS = 10 * 365 * 86_400;
let world: World;
let program: string;
let token: string;
let camera: Awaited<ReturnType<World['importCamera']>>;

beforeAll(async () => {
  [world, program] = await Promise.all([
    // What is not MPEG-TS already needs an FFmpeg.
    createWorld({}, { container: 'h264', prepared: { size: '640x360', kilobits: 500 } }),
    buildService(join(import.meta.dirname, '../..')),
  ]);
  camera = await world.importCamera(1);
  // Processes have the real clock, the VMS has the test's.
  token = await world.keys.tokenFor('investigator', { userId: world.userId, expiresIn: YEARS_IN_SECONDS });
});
afterAll(() => world?.close());

async function start(): Promise<ServiceProcess> {
  const process = await runServiceProcess(program, world.environment);
  onTestFinished(() => process.stop());
  return process;
}

const streams = () => join(world.directory, 'streams');

/** Opens a stream and does not read on: its FFmpeg waits for the viewer. The folder is that of the instance. */
async function startPlaying({ url }: { url: string }, hoursAgo: number) {
  const before = await runningFfmpegs(streams());
  const time = new Date(world.clock.now().getTime() - hoursAgo * HOUR_MS).toISOString();
  const answer = await call(url, `GET /api/v1/cameras/${camera.id}/playback/stream?time=${time}`, { token });
  expect(answer.status).toBe(200);
  const added = (await runningFfmpegs(streams())).filter((pid) => !before.includes(pid));
  expect(added).toHaveLength(1);
  const ffmpeg = Number(added[0]);
  const [segment] = readPlaylist(String(answer.body)).segments;
  return {
    ffmpeg,
    folder: dirname(await readlink(`/proc/${ffmpeg}/cwd`)),
    segment: new URL(segment?.url ?? '', url),
  };
}

describe.runIf(process.platform === 'linux')('an instance that was killed', { timeout: 120_000 }, () => {
  it('leaves no FFmpeg and no file once another starts, and the neighbours’ stay as they are', async () => {
    const neighbour = await startPlaying(world.service, 3);
    const instance = await start();
    const killed = await startPlaying(instance, 2);
    process.kill(killed.ffmpeg, 'SIGSTOP'); // as one that hangs
    await instance.kill();
    expect(await runningFfmpegs(killed.folder)).toEqual([String(killed.ffmpeg)]);

    await start();

    expect(await runningFfmpegs(killed.folder)).toEqual([]);
    await expect(readdir(killed.folder)).rejects.toThrow('ENOENT');
    expect(await runningFfmpegs(neighbour.folder)).toEqual([String(neighbour.ffmpeg)]);
    expect((await fetch(neighbour.segment)).status).toBe(200);
  });

  it('loses its streams to the others: a viewer who opens them again there goes on', async () => {
    const instance = await start();
    const killed = await startPlaying(instance, 4);
    const through = new URL(killed.segment.pathname + killed.segment.search, world.service.url);
    expect((await fetch(through)).status).toBe(200);
    await instance.kill();

    const segment = await fetch(through);
    expect(segment.status).toBe(404);
    expect(await segment.json()).toMatchObject({ code: 'stream-not-found' });
    expect((await fetch((await startPlaying(world.service, 4)).segment)).status).toBe(200);
  });
});
