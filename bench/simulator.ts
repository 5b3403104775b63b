/**
 * How fast the simulated VMS is at hand with a thousand cameras and a year of history of each:
 *
 *   npm run bench:simulator -- [--runs=10]
 *
 * Start: from the process to the line that says that it is ready, and the processor time until then, beside the same for
 * the built-in 28 cameras and for a Node that does nothing but say so. Then the whole list of cameras, and a year of sequences of cameras that nobody has
 * asked about, one after the other, beside a day of theirs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { percentiles } from './lib/percentiles.ts';
import { cpuSecondsOf } from './lib/process-cost.ts';
import { build, startProgram } from './lib/program.ts';
import { machine, saveResults } from './lib/report.ts';
import { root } from './lib/root.ts';
import { closeConnections, get, post } from './playback/http.ts';

const { values: flags } = parseArgs({
  args: process.argv.slice(3),
  options: { runs: { type: 'string', default: '10' } },
});
const runs = Number(flags.runs);
const aims = { 'start, 1,000 cameras': 'p95 <= 3000' };
const folder = 'packages/milestone-simulator';
const variables = { SIMULATOR_PORT: '0', SIMULATOR_RECORDER_PORT: '0' };
const scenario = join(root, folder, 'examples/thousand-cameras.yaml');
const DAY_MS = 86_400_000;

const start = (more: Record<string, string> = {}) =>
  startProgram(join(root, folder, 'dist/main.js'), { ...variables, ...more });

async function timesOf(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    await work();
    times.push(performance.now() - begun);
  }
  return times;
}

/** Milliseconds until each program was ready: by the clock, and of processor time. */
async function startTimes(more: Record<string, string>): Promise<{ clock: number[]; processor: number[] }> {
  const clock: number[] = [];
  const processor: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const begun = performance.now();
    const program = await start(more);
    clock.push(performance.now() - begun);
    processor.push((await cpuSecondsOf(program.pid)) * 1000);
    await program.stop();
  }
  return { clock, processor };
}

async function bareNode(): Promise<void> {
  const child = spawn(process.execPath, ['-e', 'console.log("ready")'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await Promise.all([once(child.stdout, 'data'), once(child, 'close')]);
}

async function questions() {
  const simulator = await start({ SIMULATOR_SCENARIO: scenario });
  try {
    const api = `${simulator.url}/api/rest/v1`;
    const account = { username: 'playhead', password: 'playhead-simulator' };
    const { token } = JSON.parse((await post(`${api}/login`, '', account)).body.toString());
    const page = () => get(`${api}/cameras?limit=1000`, token);
    const { cameras } = JSON.parse((await page()).body.toString());
    const end = Date.now() - DAY_MS;
    let next = 0;
    const sequences = async (days: number) => {
      const { id } = cameras[(next++ * 97) % cameras.length];
      const range = {
        startTime: new Date(end - days * DAY_MS).toISOString(),
        endTime: new Date(end).toISOString(),
      };
      const { status } = await get(`${api}/cameras/${id}/sequences?${new URLSearchParams(range)}`, token);
      if (status !== 200) throw new Error(`The simulator answers ${status}.`);
    };
    return {
      'list of 1,000 cameras': percentiles(await timesOf(page)),
      'a day of sequences': percentiles(await timesOf(() => sequences(1))),
      'a year of sequences': percentiles(await timesOf(() => sequences(364))),
    };
  } finally {
    await simulator.stop();
  }
}

await build(folder);
const bare = percentiles(await timesOf(bareNode));
const few = await startTimes({});
const thousand = await startTimes({ SIMULATOR_SCENARIO: scenario });
const results = {
  'bare Node': bare,
  'start, 28 cameras': percentiles(few.clock),
  'start, 1,000 cameras': percentiles(thousand.clock),
  'processor, 28 cameras': percentiles(few.processor),
  'processor, 1,000 cameras': percentiles(thousand.processor),
  ...(await questions()),
};
closeConnections();
console.table(results);
const file = await saveResults('simulator', { machine: machine(), setting: flags, aims, results });
console.log(`Saved in ${file}`);
