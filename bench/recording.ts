/**
 * Timed recordings under load, against the simulator: how long 20, 200 and 1,000 starts at the same moment take, beside
 * the bare VMS call in the same run, and how late 1,000 recordings that are due at the same moment are stopped.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { connect, type Database, migrateToLatest } from '@playhead/database';
import { startEmbeddedPostgres } from '@playhead/database/embedded';
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import { createAccess } from './lib/access-token.ts';
import { percentiles } from './lib/percentiles.ts';
import { buildAndStart } from './lib/program.ts';
import { machine, saveResults } from './lib/report.ts';
import { root } from './lib/root.ts';

const sizes = [20, 200, 1_000] as const;
const timers = 1_000;
const account = { username: 'bench', password: 'bench-password' };
const aims = { 'p95 of 20 starts (ms)': 150, 'latest of 1,000 stops (ms)': 1_000 };

const State = z.object({ cameras: z.array(z.object({ id: z.string(), enabled: z.boolean() })) });

interface Camera {
  id: string;
  deviceId: string;
}

interface Target {
  url: (camera: Camera) => string;
  token: string;
  body: object;
}

/** Starts on all cameras at the same moment. */
async function startAll(cameras: readonly Camera[], { url, token, body }: Target) {
  const durations: number[] = [];
  const statuses = new Map<number | string, number>();
  await Promise.all(
    cameras.map(async (camera) => {
      const begun = performance.now();
      const status = await fetch(url(camera), {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      }).then(
        async (answer) => {
          await answer.arrayBuffer();
          return answer.status;
        },
        (error: Error) => error.message,
      );
      durations.push(performance.now() - begun);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }),
  );
  const failures = [...statuses].filter(([status]) => status !== 200);
  return {
    ...percentiles(durations),
    failures: failures.reduce((sum, [, count]) => sum + count, 0),
    ...(failures.length > 0 && { why: failures.map(([status, count]) => `${count} × ${status}`).join(', ') }),
  };
}

async function vmsToken(vms: string): Promise<string> {
  const answer = await fetch(`${vms}/api/rest/v1/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(account),
  });
  return z.object({ token: z.string() }).parse(await answer.json()).token;
}

async function importCameras(database: Kysely<Database>, vms: string): Promise<Camera[]> {
  const { cameras } = State.parse(await (await fetch(`${vms}/_sim/state`)).json());
  const enabled = cameras.filter((camera) => camera.enabled).slice(0, Math.max(...sizes, timers));
  const rows = await database
    .insertInto('cameras')
    .values(enabled.map(({ id }) => ({ name: id, status: 'ONLINE' as const, milestone_device_id: id })))
    .returning(['id', 'milestone_device_id'])
    .execute();
  return rows.map(({ id, milestone_device_id: deviceId }) => ({ id, deviceId: deviceId ?? '' }));
}

/**
 * Makes everything that records due at one moment, and waits until all of that has ended. Lateness in ms; a failure is
 * a stop that came more than a second late, too early, or not within a minute.
 */
async function lateness(database: Kysely<Database>) {
  const dueAt = new Date(Date.now() + 4_000);
  const due = await database
    .updateTable('milestone_recording_sessions')
    .set({ stops_at: dueAt })
    .where('status', '=', 'recording')
    .returning('id')
    .execute();
  const ids = due.map(({ id }) => id);
  const giveUpAt = dueAt.getTime() + 60_000;
  await setTimeout(dueAt.getTime() - Date.now());
  for (;;) {
    await setTimeout(1_000);
    const rows = await database
      .selectFrom('milestone_recording_sessions')
      .select('end_time')
      .where('id', '=', sql<string>`ANY(${ids}::uuid[])`)
      .where('end_time', 'is not', null)
      .execute();
    const late = rows.flatMap(({ end_time: end }) => (end ? [end.getTime() - dueAt.getTime()] : []));
    if (late.length < ids.length && Date.now() < giveUpAt) continue;
    const failures = late.filter((ms) => ms > 1_000 || ms < 0).length + ids.length - late.length;
    return { ...percentiles(late), failures, stops: ids.length };
  }
}

const folder = await mkdtemp(join(tmpdir(), 'playhead-bench-recording-'));
const postgres = await startEmbeddedPostgres({ dataDirectory: join(folder, 'postgres') });
const stops: (() => Promise<void>)[] = [];
try {
  await migrateToLatest(postgres.url, join(root, 'migrations'));
  const database = connect({ url: postgres.url, maxConnections: 2 });
  stops.unshift(() => database.destroy());
  const vms = await buildAndStart('packages/milestone-simulator', {
    SIMULATOR_PORT: '0',
    SIMULATOR_CAMERAS: '1100',
    SIMULATOR_USERNAME: account.username,
    SIMULATOR_PASSWORD: account.password,
  });
  stops.unshift(() => vms.stop());
  const cameras = await importCameras(database, vms.url);
  const { id: userId } = await database
    .insertInto('users')
    .values({ username: 'bench', display_name: 'bench', password_hash: 'none', role: 'operator' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { publicKey, token } = createAccess(userId);
  await writeFile(join(folder, 'public.pem'), publicKey);
  const service = await buildAndStart('services/recording', {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: postgres.url,
    AUTH_PUBLIC_KEY_FILE: join(folder, 'public.pem'),
    MILESTONE_BASE_URL: vms.url,
    MILESTONE_USERNAME: account.username,
    MILESTONE_PASSWORD: account.password,
  });
  stops.unshift(() => service.stop());

  const clear = async () => {
    await sql`TRUNCATE milestone_recording_sessions`.execute(database);
    await fetch(`${vms.url}/_sim/reset`, { method: 'POST' });
  };
  const viaPlayhead: Target = {
    url: ({ id }) => `${service.url}/api/v1/cameras/${id}/recordings/start`,
    token,
    body: { duration: 7_200 },
  };
  const bare = async (): Promise<Target> => ({
    url: ({ deviceId }) => `${vms.url}/api/rest/v1/cameras/${deviceId}/recordings/start`,
    token: await vmsToken(vms.url),
    body: { durationSeconds: 7_230, triggerBy: 'bench', description: '' },
  });

  await startAll(cameras.slice(0, 20), viaPlayhead); // warm
  const results: Record<string, object> = {};
  for (const size of sizes) {
    await clear();
    results[`${size} bare VMS starts`] = await startAll(cameras.slice(0, size), await bare());
    await clear();
    results[`${size} starts`] = await startAll(cameras.slice(0, size), viaPlayhead);
  }
  results[`${timers} stops due at once, late by`] = await lateness(database);
  console.table(results);
  const file = await saveResults('recording', { machine: machine(), aims, results });
  console.log(`Aims: ${JSON.stringify(aims)}. Saved in ${file}`);
} finally {
  for (const stop of stops) await stop();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
}
