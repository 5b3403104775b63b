import { percentiles } from '../lib/percentiles.ts';
import { bareStart } from './bare-ffmpeg.ts';
import { get } from './http.ts';
import { parsePlaylist } from './playlist.ts';
import type { Scene, World } from './world.ts';

export const streamPath = ({ cameraId, moment }: Scene, speed = 1) =>
  `/api/v1/cameras/${cameraId}/playback/stream?${new URLSearchParams({
    time: moment.toISOString(),
    speed: String(speed),
    format: 'hls',
  })}`;

/** The same scene some seconds later: another stream. */
export const later = (scene: Scene, seconds: number): Scene => ({
  ...scene,
  moment: new Date(scene.moment.getTime() + seconds * 1000),
});

/** Milliseconds from the call for a stream until its first segment is there, whole. @throws Error */
export async function start(world: World, scene: Scene, speed = 1): Promise<number> {
  const begun = performance.now();
  const playlist = await get(`${world.playback.url}${streamPath(scene, speed)}`, world.token);
  const [first] = parsePlaylist(playlist.body.toString()).segments;
  if (first === undefined) throw new Error(`No stream: ${playlist.status} ${playlist.body}`);
  const segment = await get(`${world.playback.url}${first.url}`);
  if (segment.status !== 200) throw new Error(`No segment: ${segment.status}`);
  return performance.now() - begun;
}

/** Starts that nobody asked for before, one after the other, each beside the bare one of the same bytes. */
export async function measureStart(world: World, runs: number) {
  const ours: number[] = [];
  const bare: number[] = [];
  const repeated: number[] = [];
  for (let run = -2; run < runs; run += 1) {
    const scene = later(world.scenes[(run + 2) % world.scenes.length] ?? fail(), run + 2);
    const times = [
      await bareStart(world, scene),
      await start(world, scene),
      await start(world, scene),
    ] as const;
    if (run < 0) continue;
    bare.push(times[0]);
    ours.push(times[1]);
    repeated.push(times[2]);
  }
  const [fast, bound] = [percentiles(ours), percentiles(bare)];
  return {
    'start (ms)': { ...fast, aim: 'p95 <= 250' },
    'start, bare ffmpeg (ms)': { ...bound, aim: '' },
    'start / bare, p95': { p95: Math.round((fast.p95 / bound.p95) * 100) / 100, aim: '<= 1.5' },
    'start of a stream that somebody watches (ms)': { ...percentiles(repeated), aim: '' },
  };
}

function fail(): never {
  throw new Error('There are no scenes.');
}
