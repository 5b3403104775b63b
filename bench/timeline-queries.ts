/**
 * How fast timelines are answered, cold and cached, each beside the VMS's own time for the same questions in the same run:
 *
 *   npm run bench:timeline-queries -- [--runs=30] [--walls=4]
 *
 * A day by the minute, 30 days by the hour and a year by the day, of one camera (`runs` times) and of sixteen (`walls`
 * times); a year a tenth as often. Cold: nobody has asked about these cameras before. Cached: the same question once more. A bare Fastify that answers with as
 * many bytes shows what the way alone takes. The simulated VMS holds a year of footage.
 */
import { parseArgs } from 'node:util';
import { percentiles } from './lib/percentiles.ts';
import { machine, saveResults } from './lib/report.ts';
import { type Answer, closeConnections, get, post } from './playback/http.ts';
import { createWorld, type Scene, type World } from './playback/world.ts';
import { serveBytes } from './stills/bare-picture.ts';

const { values: flags } = parseArgs({
  args: process.argv.slice(3),
  options: {
    runs: { type: 'string', default: '30' },
    walls: { type: 'string', default: '4' },
  },
});
const DAY_MS = 86_400_000;
const timeZone = 'Europe/Berlin';
const aims: Record<string, string> = {
  '1 × 30 days': 'cold beyond VMS p95 <= 100',
  '16 × 1 day': 'cached beyond bare p95 <= 20',
};
const ranges = [
  { name: '1 day', days: 1, resolution: 'minute', often: 1 },
  { name: '30 days', days: 30, resolution: 'hour', often: 1 },
  { name: 'a year', days: 365, resolution: 'day', often: 0.1 },
];
const counts = [
  { cameras: 1, runs: Number(flags.runs) },
  { cameras: 16, runs: Number(flags.walls) },
];

const series = counts.flatMap(({ cameras, runs }) =>
  ranges.map((range) => ({ ...range, cameras, runs: Math.max(1, Math.round(runs * range.often)) })),
);
const WARM = 5;
/** Each question is of cameras that nobody has asked about. */
const scenes = series.reduce((sum, { cameras, runs }) => sum + cameras * runs, WARM);

/** An hour ago: nothing changes there any more. */
const end = Math.floor(Date.now() / 3_600_000 - 1) * 3_600_000;
const rangeOf = (days: number) => ({
  startTime: new Date(end - days * DAY_MS).toISOString(),
  endTime: new Date(end).toISOString(),
});

/** @throws Error when the answer is none. */
function good({ status, body, ms }: Answer): { ms: number; bytes: number } {
  if (status !== 200) throw new Error(`${status} ${body}`);
  return { ms, bytes: body.length };
}

/** Milliseconds that the VMS itself takes for the same cameras, as many at a time as playback asks. */
async function vmsTime({ vms, vmsToken }: World, asked: readonly Scene[], days: number): Promise<number> {
  const begun = performance.now();
  const left = asked.values();
  const worker = async () => {
    for (const { deviceId } of left) {
      const query = new URLSearchParams(rangeOf(days));
      good(await get(`${vms.url}/api/rest/v1/cameras/${deviceId}/sequences?${query}`, vmsToken));
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return performance.now() - begun;
}

type Question = Pick<(typeof ranges)[number], 'days' | 'resolution'>;

async function ask({ playback, token }: World, asked: readonly Scene[], { days, resolution }: Question) {
  const question = { ...rangeOf(days), resolution, timeZone };
  const [camera] = asked;
  if (asked.length === 1 && camera !== undefined) {
    const path = `/api/v1/cameras/${camera.cameraId}/recordings/timeline`;
    return good(await get(`${playback.url}${path}?${new URLSearchParams(question)}`, token));
  }
  const cameraIds = asked.map(({ cameraId }) => cameraId);
  return good(await post(`${playback.url}/api/v1/recordings/timeline`, token, { ...question, cameraIds }));
}

async function measure(world: World, groups: readonly Scene[][], question: Question) {
  const [vms, cold, beyond, cached]: [number[], number[], number[], number[]] = [[], [], [], []];
  let bytes = 0;
  for (const group of groups) {
    const own = await vmsTime(world, group, question.days);
    const first = await ask(world, group, question);
    const again = await ask(world, group, question);
    bytes = again.bytes;
    vms.push(own);
    cold.push(first.ms);
    beyond.push(first.ms - own);
    cached.push(again.ms);
  }
  const server = await serveBytes(bytes);
  const bare: number[] = [];
  for (const _ of groups) bare.push(good(await get(server.url)).ms);
  await server.close();
  return {
    kilobytes: Math.round(bytes / 1024),
    'VMS itself': percentiles(vms),
    cold: percentiles(cold),
    'cold beyond VMS': percentiles(beyond),
    cached: percentiles(cached),
    'bare Fastify': percentiles(bare),
  };
}

const world = await createWorld({
  scenes,
  size: '640x360',
  kilobits: 100,
  maxStreams: 50,
  retentionDays: 400,
  nodeOptions: [],
});
const interrupted = () => void world.close().finally(() => process.exit(130));
process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
const results: Record<string, Awaited<ReturnType<typeof measure>>> = {};
try {
  const unasked = [...world.scenes];
  const warming = unasked.splice(0, WARM).map((scene) => [scene]);
  await measure(world, warming, { days: 30, resolution: 'hour' });
  for (const { cameras, runs, name, ...question } of series) {
    const groups = Array.from({ length: runs }, () => unasked.splice(0, cameras));
    const measured = await measure(world, groups, question);
    results[`${cameras} × ${name}`] = measured;
    console.log(`${cameras} × ${name}: cold ${measured.cold.p95} ms (p95)`);
  }
  const p95 = Object.entries(results).map(([name, { kilobytes, ...series }]) => [
    name,
    {
      kilobytes,
      ...Object.fromEntries(Object.entries(series).map(([what, times]) => [`${what}, p95`, times.p95])),
      aim: aims[name] ?? '',
    },
  ]);
  console.table(Object.fromEntries(p95));
} finally {
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  closeConnections();
  await world.close();
}
const file = await saveResults('timeline-queries', { machine: machine(), setting: flags, aims, results });
console.log(`Saved in ${file}`);
