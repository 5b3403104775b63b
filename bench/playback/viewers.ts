import { setTimeout } from 'node:timers/promises';
import { percentiles } from '../lib/percentiles.ts';
import { cpuSecondsOf } from '../lib/process-cost.ts';
import { streamPath } from './start.ts';
import { type Viewing, watch } from './viewer.ts';
import type { Scene, World } from './world.ts';

export interface Crowd {
  /** One for each viewer. */
  scenes: readonly Scene[];
  speed: number;
  /** How long each watches. */
  seconds: number;
  /** Over how long they come, evenly. */
  arriveOverSeconds: number;
}

/**
 * All of them at once. The cost of coming (a first segment, and half a minute made ahead) is told apart from that of
 * watching on, which is measured once everybody has come, up to when the first one leaves.
 */
export async function measureViewers(world: World, { scenes, speed, seconds, arriveOverSeconds }: Crowd) {
  const watching = Promise.all(
    scenes.map(async (scene, index) => {
      await setTimeout((index / scenes.length) * arriveOverSeconds * 1000);
      const path = streamPath(scene, speed);
      return watch({ origin: world.playback.url, path, token: world.token, seconds });
    }),
  );
  const settleSeconds = Math.max(arriveOverSeconds + 1, Math.min(arriveOverSeconds + 15, seconds / 2));
  const before = await costs(world);
  const coming = await costOver(world, settleSeconds);
  const staying = await costOver(world, Math.max(1, seconds - settleSeconds));
  const viewings = await watching;
  const after = await costs(world);
  const made = viewings.reduce((sum, { listedSeconds }) => sum + listedSeconds, 0);
  return {
    viewers: scenes.length,
    ...summary(viewings),
    'cores while they come': coming.playback,
    'cores: playback': staying.playback,
    'cores: VMS': staying.vms,
    'cores: viewers': staying.viewers,
    /** CPU of watching on for a second, delivery included; what was made in advance went before. */
    'CPU ms per second played': round((staying.playback / scenes.length) * 1000),
    /** The same of all that was made, also what nobody has come to yet; each viewer with a stream of their own. */
    'CPU ms per second made': round(((after.playback - before.playback) / made) * 1000),
  };
}

/** Cores in use, on average over the next seconds. */
async function costOver(world: World, seconds: number) {
  const begun = performance.now();
  const before = await costs(world);
  await setTimeout(seconds * 1000);
  const after = await costs(world);
  const lasted = (performance.now() - begun) / 1000;
  const cores = (of: keyof typeof before) => round((after[of] - before[of]) / lasted);
  return { playback: cores('playback'), vms: cores('vms'), viewers: cores('viewers') };
}

async function costs(world: World) {
  const { user, system } = process.cpuUsage();
  const [playback, vms] = await Promise.all([cpuSecondsOf(world.playback.pid), cpuSecondsOf(world.vms.pid)]);
  return { playback, vms, viewers: (user + system) / 1e6 };
}

function summary(viewings: readonly Viewing[]) {
  const starts = viewings.flatMap(({ startMs }) => startMs ?? []);
  const failures = viewings.flatMap(({ failures }) => failures);
  return {
    started: starts.length,
    'start p50 (ms)': percentiles(starts).p50,
    'start p95 (ms)': percentiles(starts).p95,
    stalls: viewings.reduce((sum, { stalls }) => sum + stalls, 0),
    'viewers with a stall': viewings.filter(({ stalls }) => stalls > 0).length,
    'stalled (ms)': viewings.reduce((sum, { stalledMs }) => sum + stalledMs, 0),
    failures: failures.length,
    'seconds played': Math.round(viewings.reduce((sum, { playedSeconds }) => sum + playedSeconds, 0)),
    ...(failures[0] !== undefined && { 'first failure': failures[0] }),
  };
}

const round = (value: number) => Math.round(value * 1000) / 1000;
