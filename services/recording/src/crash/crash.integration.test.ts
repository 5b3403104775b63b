import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { startCrashingInstances } from '../testing/crashing-instances.ts';
import { createProcessWorld, type ProcessWorld } from '../testing/process-world.ts';
import { importCamera } from '../testing/recording-world.ts';
import { seeded } from '../testing/seeded.ts';

const SESSIONS = 200;
const CAMERAS = 40;
const SEED = 20_260_301;
/**
 * What may pass between a crash or a restart and the stop of a recording that is due. It is five seconds, where a busy machine
 * does not make more of them.
 */
const PROMISED_MS = 10_000;
/** How slowly the VMS answers at times. */
const SLOWEST_ANSWER_MS = 800;
const TIMEOUT_MS = 180_000;

type Camera = Awaited<ReturnType<typeof importCamera>>;
type Instances = Awaited<ReturnType<typeof startCrashingInstances>>;

const VmsFile = z.object({
  recordings: z.array(
    z.object({ recordingId: z.string(), cameraId: z.string(), start: z.number(), end: z.number() }),
  ),
});
const Started = z.object({ recordingId: z.guid() });

const random = seeded(SEED);
let directory: string;
let world: ProcessWorld;
let instances: Instances;
const cameras: Camera[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'playhead-crash-'));
  // Some of them are out of use.
  world = await createProcessWorld({ directory, cameras: 2 * CAMERAS });
  for (let number = 0; number < CAMERAS; number += 1) {
    cameras.push(await importCamera(world.database, world.simulator));
  }
  const run = () => world.run({ MILESTONE_REQUEST_TIMEOUT: '2s', DB_MAX_CONNECTIONS: '8' });
  instances = await startCrashingInstances({ run, random });
});

afterAll(async () => {
  await instances?.end();
  await world?.close();
  await rm(directory, { recursive: true, force: true });
});

const sessions = () =>
  world.database.selectFrom('milestone_recording_sessions').selectAll().orderBy('start_time').execute();

/** As an operator whose browser may lose the server in the middle of a call. */
async function ask(request: string, body?: unknown) {
  const url = instances.url();
  if (url === undefined) return undefined;
  return call(url, request, { token: world.token, ...(body !== undefined && { body }) }).catch(
    () => undefined,
  );
}

async function ended(camera: Camera): Promise<number> {
  for (;;) {
    const rows = await world.database
      .selectFrom('milestone_recording_sessions')
      .select(['status'])
      .where('camera_id', '=', camera.id)
      .execute();
    if (rows.every(({ status }) => status === 'stopped' || status === 'failed')) {
      return rows.filter(({ status }) => status === 'stopped').length;
    }
    await setTimeout(200);
  }
}

/** Records again and again on one camera; some recordings are made longer, some are stopped early. */
async function recordOn(camera: Camera, times: number): Promise<string[]> {
  const promised: string[] = [];
  const path = `/api/v1/cameras/${camera.id}/recordings`;
  while ((await ended(camera)) < times) {
    const answer = await ask(`POST ${path}/start`, { duration: 1 + Math.floor(random() * 3) });
    if (answer?.status === 200) {
      promised.push(Started.parse(answer.body).recordingId);
      const whim = random();
      if (whim < 0.2) await ask(`POST ${path}/extend`, { additionalSeconds: 1 });
      else if (whim < 0.4) await ask(`POST ${path}/stop`);
    } else {
      await setTimeout(200);
    }
    disturbVms();
  }
  return promised;
}

/** Slow answers leave time for a kill in the middle of a call; lost ones leave its outcome unknown. */
function disturbVms() {
  if (random() > 0.4) return;
  const match = { operation: random() < 0.5 ? 'startRecording' : 'stopRecording' } as const;
  if (random() < 0.5)
    world.simulator.addFault({ kind: 'delay', delayMs: Math.ceil(random() * SLOWEST_ANSWER_MS), match });
  else world.simulator.addFault({ kind: 'drop', afterBytes: 0, match });
}

it(`survives instances that are killed at any moment: ${SESSIONS} recordings, none lost, none stopped twice`, {
  timeout: TIMEOUT_MS,
}, async () => {
  const promised = await Promise.all(cameras.map((camera) => recordOn(camera, SESSIONS / CAMERAS)));
  await instances.settle();
  for (const camera of cameras) await ended(camera);

  const rows = await sessions();
  const stopped = rows.filter(({ status }) => status === 'stopped');
  expect(stopped.length).toBeGreaterThanOrEqual(SESSIONS);
  expect(instances.disturbances.length).toBeGreaterThanOrEqual(6);

  // What an operator was promised was recorded.
  const stoppedIds = new Set(stopped.map(({ id }) => id));
  expect(promised.flat().filter((id) => !stoppedIds.has(id))).toEqual([]);

  // The VMS and the database know the same recordings, and nothing runs any more.
  const vms = VmsFile.parse(JSON.parse(await readFile(join(directory, 'recordings.json'), 'utf8')));
  const known = stopped.map(({ milestone_recording_id: id }) => id).sort();
  expect(vms.recordings.map(({ recordingId }) => recordingId).sort()).toEqual(known);
  const { activeRecordings, recordingStops } = world.simulator.state();
  expect(activeRecordings).toEqual([]);

  // Each heard one stop.
  expect(known.filter((id) => recordingStops[id ?? ''] !== 1)).toEqual([]);

  // None ran on for long once there was somebody to stop it.
  const endInVms = new Map(vms.recordings.map(({ recordingId, end }) => [recordingId, end]));
  const late = stopped.filter(({ stops_at: stopsAt, milestone_recording_id: id }) => {
    const end = endInVms.get(id ?? '') ?? 0;
    const calmSince = Math.max(0, ...instances.disturbances.filter((time) => time < end));
    return end > Math.max(stopsAt.getTime(), calmSince) + PROMISED_MS + SLOWEST_ANSWER_MS;
  });
  expect(late).toEqual([]);
});
