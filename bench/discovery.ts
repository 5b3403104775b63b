/**
 * How fast the camera list answers: 10,000 cameras in the VMS, 2,000 of them imported, 100 queries at the same time,
 * round after round, while the list is being refreshed in the background. Beside it, measured in the same run, what a
 * bare Fastify takes for as many answers of the same size.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect, migrateToLatest } from '@playhead/database';
import { startEmbeddedPostgres } from '@playhead/database/embedded';
import { z } from 'zod';
import { createTestKeys } from '../packages/service-kit/src/testing/test-keys.ts';
import { serveBare } from './lib/bare-server.ts';
import { type Burst, burst, keepAliveAgent } from './lib/burst.ts';
import { percentiles } from './lib/percentiles.ts';
import { type Program, startProgram } from './lib/program.ts';
import { machine, saveResults } from './lib/report.ts';
import { root } from './lib/root.ts';

const cameras = 10_000;
const imported = 2_000;
const concurrency = 100;
const rounds = 20;
const aim = { p95: 100 };

/** What people ask for: pages near and far, filters, searches in two scripts, and searches that nobody made before. */
const neverAskedBefore = (call: number, round: number) =>
  `search=${encodeURIComponent(`(${call * 31 + round * 7}`)}`;
const queries = [
  'limit=100&offset=0',
  'limit=100&offset=5000',
  'limit=100&offset=0&search=union',
  'limit=100&offset=0&search=STATION%20(7',
  'limit=100&offset=0&recording=true',
  'limit=100&offset=100&ptz=true',
  'limit=100&offset=0&imported=true',
  'limit=100&offset=0&imported=false&search=gate',
  `limit=100&offset=0&search=${encodeURIComponent('بوابة')}`,
  'limit=50&offset=9950',
];

function build(folder: string): string {
  const rolldown = join(root, 'node_modules', '.bin', 'rolldown');
  execFileSync(rolldown, ['-c', '../../rolldown.config.mjs'], { cwd: join(root, folder), stdio: 'ignore' });
  return join(root, folder, 'dist', 'main.js');
}

/** As many rounds of the same, each all at once. */
async function measure(round: (index: number) => Promise<Burst>) {
  const results: Burst[] = [];
  await round(-1);
  for (let index = 0; index < rounds; index += 1) results.push(await round(index));
  const times = results.flatMap((result) => result.times);
  const bytes = results.reduce((sum, result) => sum + result.bytes, 0);
  const failures = results.reduce((sum, result) => sum + result.failures, 0);
  return { ...percentiles(times), answers: times.length, failures, bytes: Math.round(bytes / times.length) };
}

async function importSome(databaseUrl: string, vms: Program, token: string): Promise<void> {
  const get = async (offset: number) => {
    const url = `${vms.url}/api/v1/milestone/cameras?limit=1000&offset=${offset}`;
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
    return z
      .object({ cameras: z.array(z.object({ id: z.string(), name: z.string() })) })
      .parse(await answer.json()).cameras;
  };
  const database = connect({ url: databaseUrl, maxConnections: 1 });
  for (let offset = 0; offset < imported; offset += 1_000) {
    const rows = (await get(offset * 2)).map(({ id, name }) => ({
      name,
      status: 'ONLINE' as const,
      milestone_device_id: id,
    }));
    await database.insertInto('cameras').values(rows).execute();
  }
  await database.destroy();
}

async function run(folder: string): Promise<void> {
  const running: { stop(): Promise<void> }[] = [];
  const keys = await createTestKeys();
  try {
    const postgres = await startEmbeddedPostgres({ dataDirectory: join(folder, 'postgres'), durable: false });
    running.push(postgres);
    await migrateToLatest(postgres.url, join(root, 'migrations'));
    const simulator = await startProgram(build('packages/milestone-simulator'), {
      SIMULATOR_PORT: '0',
      SIMULATOR_CAMERAS: String(cameras),
    });
    running.push(simulator);
    const vms = await startProgram(build('services/vms'), {
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: postgres.url,
      AUTH_PUBLIC_KEY_FILE: keys.publicKeyFile,
      MILESTONE_BASE_URL: simulator.url,
      MILESTONE_USERNAME: 'playhead',
      MILESTONE_PASSWORD: 'playhead-simulator',
      MILESTONE_REFRESH_INTERVAL: '5',
    });
    running.push(vms);
    const token = await keys.tokenFor('operator', { userId: randomUUID(), expiresIn: 3600 });
    await importSome(postgres.url, vms, token);

    const agent = keepAliveAgent(concurrency);
    const list = await measure((index) => {
      const query = (call: number) =>
        queries[(call + index + 1) % (queries.length + 2)] ?? neverAskedBefore(call, index);
      const urls = Array.from(
        { length: concurrency },
        (_, call) => `${vms.url}/api/v1/milestone/cameras?${query(call)}`,
      );
      return burst(urls, { agent, token });
    });
    const bare = await startProgram(fileURLToPath(import.meta.url), { BENCH_BARE_BYTES: String(list.bytes) });
    running.push(bare);
    const bound = await measure(() =>
      burst(
        Array.from({ length: concurrency }, () => bare.url),
        { agent, token },
      ),
    );
    agent.destroy();

    const rows = [
      { what: 'GET /milestone/cameras', ...list, 'aim p95': aim.p95 },
      { what: 'bare Fastify, same size', ...bound },
    ];
    console.table(rows);
    const setting = { cameras, imported, concurrency, rounds, refreshIntervalSeconds: 5 };
    const file = await saveResults('discovery', { machine: machine(), setting, aim, list, bound });
    console.log(`Saved in ${file}`);
  } finally {
    for (const program of running.reverse()) await program.stop();
    await keys.remove();
  }
}

const bareBytes = process.env.BENCH_BARE_BYTES;
if (bareBytes !== undefined) {
  await serveBare(Number(bareBytes));
} else {
  const folder = await mkdtemp(join(tmpdir(), 'playhead-bench-'));
  try {
    await chmod(folder, 0o755);
    await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
