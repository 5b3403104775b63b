/**
 * How long from `npm start` until Playhead is ready: cold (a fresh clone: nothing installed, nothing built, no
 * data) and warm (the starts after it). Measures what is committed. The npm cache is used as it is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asEnvironment, freePorts } from '@playhead/launcher/testing';
import { machine, saveResults } from './lib/report.ts';
import { root } from './lib/root.ts';

const warmRuns = 3;
const aims = { cold: 90, warm: 12 };
/** One start: seconds until it was ready, and those of its steps. */
interface Start {
  kind: 'cold' | 'warm';
  seconds: number;
  steps: Record<string, number>;
}

async function cloneInto(folder: string): Promise<string> {
  const clone = join(folder, 'playhead');
  const git = spawn('git', ['clone', '--quiet', root, clone], { stdio: 'inherit' });
  const [code] = await once(git, 'close');
  if (code !== 0) throw new Error(`git clone ended with ${code}.`);
  return clone;
}

/** Starts Playhead in the clone, waits until its gateway answers, and stops it. */
async function measure(kind: Start['kind'], clone: string): Promise<Start> {
  const ports = asEnvironment(await freePorts());
  const begun = performance.now();
  const npm = spawn('npm', ['start'], {
    cwd: clone,
    env: { ...process.env, ...ports },
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(npm, 'close');
  const interrupt = () => npm.kill('SIGINT');
  process.once('SIGINT', interrupt);
  try {
    let output = '';
    const ready = new Promise<number>((resolve) => {
      npm.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('Playhead is ready')) resolve(performance.now());
      });
    });
    const readyAt = await Promise.race([ready, ended.then(() => undefined)]);
    if (readyAt === undefined) throw new Error(`npm start ended before it was ready:\n${output}`);
    const page = await fetch(`http://127.0.0.1:${ports.GATEWAY_PORT}/`);
    if (!page.ok) throw new Error(`The gateway answers ${page.status} instead of the dashboard.`);
    return { kind, seconds: (readyAt - begun) / 1000, steps: stepsOf(output) };
  } finally {
    process.off('SIGINT', interrupt);
    npm.kill('SIGINT');
    await ended;
  }
}

function stepsOf(output: string): Record<string, number> {
  const lines = [...output.matchAll(/^✓ (.+) \((\d+\.\d) s\)$/gm)];
  return Object.fromEntries(lines.map(([, title = '', seconds]) => [title, Number(seconds)]));
}

function print(starts: readonly Start[]): void {
  console.table(
    starts.map(({ kind, seconds, steps }) => ({
      start: kind,
      'ready after (s)': Number(seconds.toFixed(1)),
      'aim (s)': aims[kind],
      ...steps,
    })),
  );
}

const folder = await mkdtemp(join(tmpdir(), 'playhead-bench-'));
try {
  // As root, PostgreSQL runs as another account, which has to get here.
  await chmod(folder, 0o755);
  const clone = await cloneInto(folder);
  const starts = [await measure('cold', clone)];
  for (let run = 0; run < warmRuns; run += 1) starts.push(await measure('warm', clone));
  print(starts);
  const file = await saveResults('start', { machine: machine(), aims, starts });
  console.log(`Saved in ${file}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
