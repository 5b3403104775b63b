import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ExportJob } from '@playhead/contracts';
import { buildService, runServiceProcess, type ServiceProcess } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { exportReader, readMovie } from '../../testing/export-reader.ts';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { runningFfmpegs } from '../../testing/running-ffmpegs.ts';
import { tenthsOf } from '../../testing/time-strip.ts';

/** Each export takes several FFmpegs, one after the other: on a busy machine that is long. */
const PATIENTLY = { timeout: 120_000 };
const PATIENCE = { timeout: 20_000, interval: 50 };
const HOUR_MS = 3_600_000;

let world: World;
let doomed: ServiceProcess;
let camera: Awaited<ReturnType<World['importCamera']>>;
let reader: ReturnType<typeof exportReader>;
/** There is footage long before it. */
let end: Date;

/** The first instance works on nothing by itself: what is done, others do. */
beforeAll(async () => {
  const variables = { PLAYBACK_MAX_EXPORTS: '0', PLAYBACK_EXPORT_PART_SECONDS: '10' };
  const [made, program] = await Promise.all([
    createWorld(variables, { prepared: { size: '640x360', kilobits: 500 } }),
    buildService(join(import.meta.dirname, '../../..')),
  ]);
  world = made;
  camera = await world.importCamera(1);
  reader = exportReader(world, camera);
  end = new Date(world.clock.now().getTime() - HOUR_MS);
  doomed = await runServiceProcess(program, { ...world.environment, PLAYBACK_MAX_EXPORTS: '1' });
}, 180_000);
afterAll(async () => {
  await doomed?.stop();
  await world?.close();
});
beforeEach(() => world.simulator.clearFaults());

/** An instance that works, until the test is over. */
async function start(changes: Record<string, string> = {}) {
  const instance = await world.startInstance({ PLAYBACK_MAX_EXPORTS: '1', ...changes });
  onTestFinished(() => instance.close());
  return instance;
}

const before = (ms: number) => new Date(end.getTime() - ms);
const filesOf = (id: string) => readdir(join(world.directory, 'exports', id)).catch(() => []);
const attemptsAt = async (id: string) => {
  const parts = await world.database
    .selectFrom('playback_export_parts')
    .select('attempts')
    .where('export_id', '=', id)
    .orderBy('position')
    .execute();
  return parts.map(({ attempts }) => attempts);
};

describe('an export whose instance is killed', PATIENTLY, () => {
  it('is gone on with by another from the first part that is not done', async () => {
    const vms = [world.simulator.hold({ operation: 'video' }), world.simulator.hold({ operation: 'video' })];
    const { exportId } = await reader.begin(before(25_000), end);
    vms[0]?.letGo();
    await vms[1]?.reached;
    expect(await reader.read(exportId)).toMatchObject({ status: 'running', parts: { done: 1, total: 3 } });
    await doomed.kill();
    vms[1]?.letGo();
    const other = await start();

    const job = await reader.until(exportId, ({ status }) => status === 'done');
    const { pictures } = await readMovie(world, await reader.download(job, other.url));

    expect(await attemptsAt(exportId)).toEqual([1, 2, 1]);
    expect(pictures).toHaveLength(25 * 15);
    expect(pictures.at(0)?.tenths).toBe(tenthsOf(before(25_000)));
    expect(await filesOf(exportId)).toEqual(['export.mp4']);
  });
});

describe('an export that is cancelled', PATIENTLY, () => {
  it('ends its FFmpeg wherever it runs, and leaves no file', async () => {
    await start();
    const { exportId } = await reader.begin(before(HOUR_MS), end);
    await vi.waitFor(async () => expect(await runningFfmpegs(world.directory)).not.toEqual([]), PATIENCE);

    expect((await world.call(`DELETE /api/v1/exports/${exportId}`)).status).toBe(204);

    const job = await reader.read(exportId);
    expect(job).toMatchObject({ status: 'cancelled', finishedAt: expect.any(String) });
    await vi.waitFor(async () => {
      expect(await filesOf(exportId)).toEqual([]);
      expect(await runningFfmpegs(world.directory)).toEqual([]);
    }, PATIENCE);
  });
});

describe('the file of an export', PATIENTLY, () => {
  it('is fetched from an instance that has its folder, ranges too, and is 503 while there is none', async () => {
    const elsewhere = join(world.directory, 'elsewhere');
    const other = await start({ PLAYBACK_EXPORT_DIRECTORY: elsewhere });
    const { exportId } = await reader.begin(before(12_000), end);
    const job = await reader.until(exportId, ({ status }) => status === 'done');
    // What the file was made of goes once it is told to be done.
    await vi.waitFor(
      async () => expect(await readdir(join(elsewhere, exportId))).toEqual(['export.mp4']),
      PATIENCE,
    );

    const url = new URL(job.file?.url ?? '', world.service.url);
    const whole = await reader.download(job);
    expect(whole).toHaveLength(job.file?.bytes ?? 0);
    const part = await fetch(url, { headers: { Range: 'bytes=5-9' } });
    expect([part.status, part.headers.get('Content-Range')]).toEqual([206, `bytes 5-9/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(5, 10));

    await other.close();
    const away = await fetch(url);
    expect(away.status).toBe(503);
    expect(away.headers.get('Retry-After')).toMatch(/^\d+$/);
  });
});

describe('a disk without room', PATIENTLY, () => {
  it('fails an export with its cause, and another try succeeds once there is', async () => {
    // Sixteen megabytes are the least that can be set: others have taken them.
    const folder = join(world.directory, 'small');
    await start({ PLAYBACK_EXPORT_DIRECTORY: folder, PLAYBACK_EXPORT_MAX_DISK_MB: '16' });
    const { exportId: other } = await reader.begin(before(12_000), end);
    await reader.until(other, ({ status }) => status === 'done');
    await world.database
      .updateTable('playback_exports')
      .set({ bytes: 16 * 1024 * 1024 })
      .where('id', '=', other)
      .execute();
    const { exportId } = await reader.begin(before(12_000), end);

    const job = await reader.until(exportId, ({ status }) => status === 'failed');
    expect(job).toMatchObject({ problem: { code: 'export-disk-full', step: 'reading' } });

    await world.call(`DELETE /api/v1/exports/${other}`);
    const again = await world.call(`POST /api/v1/exports/${exportId}/retry`);
    expect(again.status).toBe(202);
    expect(ExportJob.parse(again.body).problem).toBeUndefined();
    await reader.until(exportId, ({ status }) => status === 'done');
  });
});
