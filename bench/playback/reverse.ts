import { bareCpuSeconds } from './bare-ffmpeg.ts';
import { later } from './start.ts';
import { measureViewers } from './viewers.ts';
import type { World } from './world.ts';

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
