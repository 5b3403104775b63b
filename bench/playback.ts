/**
 * Playback against a simulated VMS with prepared footage, each figure beside its bound of the same run:
 *
 *   npm run bench:playback -- [picture] [grid] [start] [cpu] [viewers] [shared] [reverse] [churn] [--seconds=60] [--viewers=50,200]
 *     [--shared=500] [--churn=2000] [--runs=40] [--size=640x360] [--kilobits=1000] [--profile]
 *
 * All parts unless some are named. `--profile` leaves a CPU profile of the service in bench/results.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machine, saveResults } from './lib/report.ts';
import { root } from './lib/root.ts';
import { measureChurn } from './playback/churn.ts';
import { measureCpu } from './playback/cpu.ts';
import { measureGrid } from './playback/grid/grid.ts';
import { closeConnections } from './playback/http.ts';
import { measurePicture } from './playback/picture/picture.ts';
import { measureReverse } from './playback/reverse.ts';
import { measureStart } from './playback/start.ts';
import { measureViewers } from './playback/viewers.ts';
import { createWorld, type World } from './playback/world.ts';

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
    size: { type: 'string', default: '640x360' },
    kilobits: { type: 'string', default: '1000' },
    profile: { type: 'boolean', default: false },
  },
});
const seconds = Number(flags.seconds);
const crowds = flags.viewers.split(',').map(Number);
const ARRIVE_OVER_SECONDS = 10;

const measures: Record<ServedPart, (world: World) => Promise<Record<string, object>>> = {
  start: (world) => measureStart(world, Number(flags.runs)),
  cpu: (world) => measureCpu(world, { seconds }),
  viewers: async (world) => {
    const rows: Record<string, object> = {};
    for (const viewers of crowds) {
      rows[`${viewers} viewers of as many streams`] = await measureViewers(world, {
        scenes: world.scenes.slice(0, viewers),
        speed: 1,
        seconds,
        arriveOverSeconds: ARRIVE_OVER_SECONDS,
      });
    }
    return rows;
  },
  shared: async (world) => {
    const viewers = Number(flags.shared);
    const [scene] = world.scenes.slice(-1);
    const scenes = Array.from({ length: viewers }, () => scene).filter((one) => one !== undefined);
    const crowd = { scenes, speed: 1, seconds, arriveOverSeconds: ARRIVE_OVER_SECONDS };
    return { [`${viewers} viewers of one stream`]: await measureViewers(world, crowd) };
  },
  reverse: (world) => measureReverse(world, { seconds: Math.min(seconds, 20) }),
  churn: (world) => measureChurn(world, Number(flags.churn)),
};

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
