import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Database, migrateToLatest } from '@playhead/database';
import { startEmbeddedPostgres } from '@playhead/database/embedded';
import { findFfmpeg } from '@playhead/ffmpeg';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { createAccess } from '../lib/access-token.ts';
import { buildAndStart, type Program } from '../lib/program.ts';
import { root } from '../lib/root.ts';
import { get } from './http.ts';

const account = { username: 'bench', password: 'bench-password' };
const HOUR = 3_600_000;
/** What a viewer needs before them, in ms. */
const LONG = 3 * 60_000;

const State = z.object({ cameras: z.array(z.object({ id: z.string(), enabled: z.boolean() })) });
const Footage = z.object({
  sequences: z.array(z.object({ startTime: z.string(), endTime: z.string() })),
});

/** A camera and a moment from which on it has three minutes of footage. */
export interface Scene {
  cameraId: string;
  deviceId: string;
  moment: Date;
}

export type MilestoneApi = 'rest' | 'xprotect';

export interface WorldOptions {
  scenes: number;
  size: string;
  kilobits: number;
  maxStreams: number;
  /** How long the VMS keeps footage; each camera's own week or so unless given. */
  retentionDays?: number;
  /** In which API playback speaks to the VMS; `rest` unless given. */
  api?: MilestoneApi;
  /** Whether the VMS sends forwards at normal speed only. */
  forwardOnly?: boolean;
  /** Node's arguments for the playback service. */
  nodeOptions: readonly string[];
}

/** A playback service over a VMS with prepared footage, each a process of its own, and a real database. */
export interface World {
  playback: Program;
  vms: Program;
  /** Of an investigator, for playback. */
  token: string;
  vmsToken: string;
  scenes: Scene[];
  ffmpegPath: string;
  /** Where playback keeps its segments. */
  directory: string;
  close(): Promise<void>;
}

export async function createWorld(options: WorldOptions): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'playhead-bench-playback-'));
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const stop of stops.splice(0)) await stop();
  };
  try {
    await chmod(folder, 0o755);
    const postgres = await startEmbeddedPostgres({ dataDirectory: join(folder, 'postgres') });
    stops.unshift(() => postgres.stop());
    await migrateToLatest(postgres.url, join(root, 'migrations'));
    const database = connect({ url: postgres.url, maxConnections: 2 });
    stops.unshift(() => database.destroy());
    const vms = await buildAndStart('packages/milestone-simulator', {
      SIMULATOR_PORT: '0',
      SIMULATOR_CAMERAS: String(Math.ceil(options.scenes * 1.5) + 10),
      SIMULATOR_USERNAME: account.username,
      SIMULATOR_PASSWORD: account.password,
      SIMULATOR_PREPARED: 'true',
      SIMULATOR_RECORDER_PORT: '0',
      SIMULATOR_PREPARED_SIZE: options.size,
      SIMULATOR_PREPARED_KILOBITS: String(options.kilobits),
      ...(options.forwardOnly && { SIMULATOR_VIDEO_SPEEDS: '1' }),
      ...(options.retentionDays !== undefined && {
        SIMULATOR_RETENTION_DAYS: String(options.retentionDays),
      }),
    });
    stops.unshift(() => vms.stop());
    const access = createAccess(await addUser(database));
    await writeFile(join(folder, 'public.pem'), access.publicKey);
    await writeFile(join(folder, 'signing.key'), randomBytes(32).toString('hex'));
    const directory = join(folder, 'playback');
    const ffmpegPath = await findFfmpeg();
    const playback = await buildAndStart(
      'services/playback',
      {
        HOST: '127.0.0.1',
        PORT: '0',
        DATABASE_URL: postgres.url,
        AUTH_PUBLIC_KEY_FILE: join(folder, 'public.pem'),
        MILESTONE_API: options.api ?? 'rest',
        MILESTONE_BASE_URL: vms.url,
        MILESTONE_USERNAME: account.username,
        MILESTONE_PASSWORD: account.password,
        ...(options.forwardOnly && { MILESTONE_VIDEO_SPEEDS: '1' }),
        PLAYBACK_DIRECTORY: directory,
        PLAYBACK_SIGNING_KEY_FILE: join(folder, 'signing.key'),
        PLAYBACK_MAX_CONCURRENT_STREAMS: String(options.maxStreams),
        FFMPEG_PATH: ffmpegPath,
      },
      options.nodeOptions,
    );
    stops.unshift(() => playback.stop());
    const vmsToken = await logIn(vms.url);
    const scenes = await findScenes(database, vms.url, vmsToken, options.scenes);
    return { playback, vms, token: access.token, vmsToken, scenes, ffmpegPath, directory, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function addUser(database: Kysely<Database>): Promise<string> {
  const { id } = await database
    .insertInto('users')
    .values({ username: 'bench', display_name: 'bench', password_hash: 'none', role: 'operator' })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

async function logIn(vms: string): Promise<string> {
  const answer = await fetch(`${vms}/api/rest/v1/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(account),
  });
  return z.object({ token: z.string() }).parse(await answer.json()).token;
}

/** Imports cameras, each with the start of its latest long sequence of the last day. */
async function findScenes(
  database: Kysely<Database>,
  vms: string,
  token: string,
  wanted: number,
): Promise<Scene[]> {
  const { cameras } = State.parse(await (await fetch(`${vms}/_sim/state`)).json());
  const scenes: Scene[] = [];
  for (const { id } of cameras.filter(({ enabled }) => enabled)) {
    if (scenes.length === wanted) break;
    const moment = await longFootage(vms, token, id);
    if (moment === undefined) continue;
    const { id: cameraId } = await database
      .insertInto('cameras')
      .values({ name: id, status: 'ONLINE', milestone_device_id: id })
      .returning('id')
      .executeTakeFirstOrThrow();
    scenes.push({ cameraId, deviceId: id, moment });
  }
  if (scenes.length < wanted)
    throw new Error(`Only ${scenes.length} of ${wanted} cameras have long footage.`);
  return scenes;
}

async function longFootage(vms: string, token: string, deviceId: string): Promise<Date | undefined> {
  const now = Date.now();
  const range = new URLSearchParams({
    startTime: new Date(now - 24 * HOUR).toISOString(),
    endTime: new Date(now - HOUR).toISOString(),
  });
  const answer = await get(`${vms}/api/rest/v1/cameras/${deviceId}/sequences?${range}`, token);
  const { sequences } = Footage.parse(JSON.parse(answer.body.toString()));
  const long = sequences.find(
    ({ startTime, endTime }) => Date.parse(endTime) - Date.parse(startTime) >= LONG,
  );
  return long && new Date(Date.parse(long.startTime));
}
