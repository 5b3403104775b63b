import { readdir } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { holdingsOf } from '../lib/process-cost.ts';
import { later, start } from './start.ts';
import type { World } from './world.ts';

const AT_ONCE = 12;
const SAMPLE_EVERY = 200;
/** Streams that nobody reads are closed after half a minute, and looked for every 5 s. */
const QUIET_MS = 45_000;
/** One stream for each combination of camera and second; a limit so that no run is endless. */
const MOST_MS = 15 * 60_000;

/**
 * Opens streams and drops them after their first segment, as people do who look around. It takes minutes instead of an
 * hour: what is left over is left over by each stream, not by each minute.
 */
export async function measureChurn(world: World, streams: number) {
  const { playback, directory, scenes } = world;
  const held = async () => ({
    ...(await holdingsOf(playback.pid, 'ffmpeg')),
    files: (await readdir(directory, { recursive: true })).length,
  });
  const rows: Record<string, object> = { 'churn: before': await held() };
  const begun = performance.now();
  let opened = 0;
  let refused = 0;
  const look = async () => {
    while (opened < streams && performance.now() - begun < MOST_MS) {
      const number = opened;
      opened += 1;
      const [scene] = scenes.slice(number % scenes.length);
      if (scene === undefined) return;
      await start(world, later(scene, Math.floor(number / scenes.length) + 100)).catch(async () => {
        refused += 1;
        opened -= 1;
        await setTimeout(1_000);
      });
      if (opened % SAMPLE_EVERY === 0) rows[`churn: after ${opened}`] = await held();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, look));
  const seconds = Math.round((performance.now() - begun) / 1000);
  await setTimeout(QUIET_MS);
  rows['churn: at rest after it'] = { ...(await held()), refused, seconds };
  return rows;
}
