import { bareCpuSeconds } from './bare-ffmpeg.ts';
import { later } from './start.ts';
import { measureViewers } from './viewers.ts';
import type { World } from './world.ts';

const STREAMS = 10;

/** What a second of a stream that is watched at 1× takes of a core, delivery included, beside `ffmpeg -c copy`. */
export async function measureCpu(world: World, { seconds }: { seconds: number }) {
  const [scene] = world.scenes;
  if (scene === undefined) throw new Error('There are no scenes.');
  const work = { seconds: 60, work: 'copy' } as const;
  const bareSeconds = await bareCpuSeconds(world, later(scene, 10), work);
  const bare = Math.round((bareSeconds / work.seconds) * 100_000) / 100;
  const scenes = world.scenes.slice(0, STREAMS);
  const ours = await measureViewers(world, { scenes, speed: 1, seconds, arriveOverSeconds: 1 });
  return {
    [`CPU of ${STREAMS} streams`]: ours,
    'CPU of ffmpeg -c copy alone': { 'CPU ms per second played': bare },
  };
}
