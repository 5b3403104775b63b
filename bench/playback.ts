/**
 * Playback against a simulated VMS with prepared footage, each figure beside its bound of the same run:
 *
 *   npm run bench:playback -- [picture] [grid] [start] [cpu] [viewers] [shared] [reverse] [churn] [--seconds=60] [--viewers=50,200]
 *     [--shared=500] [--churn=2000] [--runs=40] [--speed=1] [--size=640x360] [--kilobits=1000] [--api=rest|xprotect] [--profile]
 *
 * All parts unless some are named. `--speed` is that of the viewers, `--api` what playback speaks to the VMS in all parts
 * but `picture` and `grid`. `--profile` leaves a CPU profile of the service in bench/results.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { machine, saveResults } from './lib/report.ts';
import { root } from './lib/root.ts';
import { serveFiles, withBareFiles } from './playback/bare-files.ts';
import { measureChurn } from './playback/churn.ts';
import { measureCpu } from './playback/cpu.ts';
import { measureGrid } from './playback/grid/grid.ts';
import { closeConnections } from './playback/http.ts';
import { measurePicture } from './playback/picture/picture.ts';
import { measureReverse } from './playback/reverse.ts';
import { measureStart } from './playback/start.ts';
import { type Crowd, measureViewers } from './playback/viewers.ts';
import { createWorld, type MilestoneApi, type World } from './playback/world.ts';

const served = ['start', 'cpu', 'viewers', 'shared', 'reverse', 'churn'] as const;
/** Of the service by itself. */
type ServedPart = (typeof served)[number];
/** `picture` and `grid` are of the whole product, in a browser. */
const parts = ['picture', 'grid', ...served] as const;
type Part = (typeof parts)[number];

const { values: flags, positionals } = parseArgs({
  args: process.argv.slice(3),
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '60' },
    viewers: { type: 'string', default: '50,200' },
    shared: { type: 'string', default: '500' },
    churn: { type: 'string', default: '2000' },
    runs: { type: 'string', default: '40' },
    speed: { type: 'string', default: '1' },
    api: { type: 'string', default: 'rest' },
    size: { type: 'string', default: '640x360' },
    kilobits: { type: 'string', default: '1000' },
    profile: { type: 'boolean', default: false },
  },
});
const seconds = Number(flags.seconds);
const speed = Number(flags.speed);
const api: MilestoneApi = flags.api === 'xprotect' ? 'xprotect' : 'rest';
const crowds = flags.viewers.split(',').map(Number);
const ARRIVE_OVER_SECONDS = 10;

const measures: Record<ServedPart, (world: World) => Promise<Record<string, object>>> = {
  start: (world) => measureStart(world, Number(flags.runs)),
  cpu: (world) => measureCpu(world, { seconds }),
  viewers: async (world) => {
    const rows: Record<string, object> = {};
    for (const viewers of crowds) {
      const scenes = world.scenes.slice(0, viewers);
      Object.assign(rows, await measureCrowd(world, `${viewers} viewers of as many streams`, scenes));
    }
    return rows;
  },
  shared: async (world) => {
    const viewers = Number(flags.shared);
    const [scene] = world.scenes.slice(-1);
    const scenes = Array.from({ length: viewers }, () => scene).filter((one) => one !== undefined);
    return measureCrowd(world, `${viewers} viewers of one stream`, scenes);
  },
  reverse: (world) => measureReverse(world, { seconds: Math.min(seconds, 20) }),
  churn: (world) => measureChurn(world, Number(flags.churn)),
};

/** So many viewers, and as many of bare files. */
async function measureCrowd(world: World, name: string, scenes: Crowd['scenes']) {
  const [scene] = scenes;
  if (scene === undefined) throw new Error('There is nobody.');
  const crowd: Crowd = { scenes, speed, seconds, arriveOverSeconds: ARRIVE_OVER_SECONDS };
  const ours = await measureViewers(world, crowd);
  const program = fileURLToPath(import.meta.url);
  const bare = await withBareFiles(world, { scene, seconds, program }, (files) =>
    measureViewers({ ...world, playback: files }, crowd),
  );
  return { [name]: ours, [`${name}, of bare files`]: bare };
}

const isPart = (name: string): name is Part => parts.some((part) => part === name);
const unknown = positionals.filter((name) => !isPart(name));
if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. Parts: ${parts.join(', ')}.`);
const chosen = positionals.length === 0 ? parts : positionals.filter(isPart);

/** Each part has a service of its own, so that none pays for what another left warm, open or in memory. */
async function run(part: Part): Promise<Record<string, object>> {
  const { size, kilobits: rate } = flags;
  const [runs, kilobits] = [Number(flags.runs), Number(rate)];
  if (part === 'picture') return measurePicture({ runs, size, kilobits });
  if (part === 'grid') return measureGrid({ runs, size, kilobits });
  const profile = ['--cpu-prof', `--cpu-prof-name=playback-${part}.cpuprofile`];
  const world = await createWorld({
    scenes: part === 'viewers' ? Math.max(...crowds) : 40,
    size,
    kilobits,
    maxStreams: 300,
    api,
    forwardOnly: part === 'reverse',
    nodeOptions: flags.profile ? [...profile, `--cpu-prof-dir=${join(root, 'bench', 'results')}`] : [],
  });
  const interrupted = () => void world.close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await measures[part](world);
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await world.close();
  }
}

async function runAll(): Promise<void> {
  const results: Record<string, object> = {};
  for (const part of chosen) {
    try {
      const rows = await run(part);
      console.table(rows);
      Object.assign(results, rows);
    } catch (error) {
      console.error(`${part} failed:`, error);
      results[`${part} failed`] = { error: String(error) };
      process.exitCode = 1;
    }
  }
  closeConnections();
  const file = await saveResults('playback', { machine: machine(), setting: { ...flags, chosen }, results });
  console.log(`Saved in ${file}`);
}

const bareFiles = process.env.BENCH_BARE_FILES;
if (bareFiles === undefined) await runAll();
else await serveFiles(bareFiles);
