import { setTimeout } from 'node:timers/promises';
import { holdingsOf } from '../lib/process-cost.ts';
import { bareCpuSeconds } from './bare-ffmpeg.ts';
import { later } from './start.ts';
import { measureViewers } from './viewers.ts';
import type { World } from './world.ts';

/** Streams that nobody watches any more work ahead until they are closed: half a minute, looked for every 5 s. */
const MOST_WAIT_MS = 60_000;
const LOOK_MS = 1_000;

const CROWDS = [1, 2, 4, 8, 16, 32];

/**
 * How many reverse streams keep up that playback makes itself of forward footage, from a VMS that sends no other: as many as
 * none of them stalls. Ends with the first crowd in which one does. Beside it FFmpeg alone, reversing the same footage.
 */
export async function measureReverse(world: World, { seconds }: { seconds: number }) {
  const [scene] = world.scenes;
  if (scene === undefined) throw new Error('There are no scenes.');
  const rows: Record<string, object> = {};
  let begin = 120;
  for (const speed of [-1, -4]) {
    for (const viewers of CROWDS) {
      const scenes = world.scenes.slice(0, viewers).map((one) => later(one, begin));
      const viewing = await measureViewers(world, { scenes, speed, seconds, arriveOverSeconds: 2 });
      rows[`${viewers} viewers at ${speed}`] = {
        ...viewing,
        'streams per core by its CPU': Math.floor(1000 / viewing['CPU ms per second made']),
      };
      begin += 1;
      await whenAtRest(world);
      if (viewing.stalls > 0 || viewing.started < viewers) break;
    }
  }
  const bareSeconds = await bareCpuSeconds(world, later(scene, 60), { seconds: 10, work: 'reverse' });
  rows['ffmpeg alone, reversing at -1'] = {
    'CPU ms per second made': Math.round(bareSeconds * 100),
    'streams per core by its CPU': Math.floor(10 / bareSeconds),
  };
  return rows;
}

/** Resolves when the streams of one crowd are closed, so that they take nothing from the next. */
async function whenAtRest({ playback }: World): Promise<void> {
  const deadline = performance.now() + MOST_WAIT_MS;
  while ((await holdingsOf(playback.pid, 'ffmpeg')).children > 0) {
    if (performance.now() > deadline) throw new Error('The streams of the last crowd do not close.');
    await setTimeout(LOOK_MS);
  }
}
