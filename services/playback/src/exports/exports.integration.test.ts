import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ExportList } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { exportReader, readMovie } from '../testing/export-reader.ts';
import { findGap } from '../testing/find-gap.ts';
import { createWorld, type World } from '../testing/playback-world.ts';
import { tenthsOf } from '../testing/time-strip.ts';

const HOUR_MS = 3_600_000;
const SECONDS = 14;
const PICTURE_MS = 1000 / 15;

let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let reader: ReturnType<typeof exportReader>;
let gap: Awaited<ReturnType<typeof findGap>>;

beforeAll(async () => {
  world = await createWorld(
    { PLAYBACK_EXPORT_PART_SECONDS: '10' },
    { prepared: { size: '640x360', kilobits: 500 } },
  );
  camera = await world.importCamera(1);
  reader = exportReader(world, camera);
  gap = await findGap(world, camera.id);
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

const beforeGap = (ms: number) => new Date(gap.startTime.getTime() - ms);
const filesOf = (id: string) => readdir(join(world.directory, 'exports', id)).catch(() => []);

/** Each export takes several FFmpegs, one after the other: on a busy machine that is long. */
const PATIENTLY = { timeout: 120_000 };

describe('an export', PATIENTLY, () => {
  it('holds exactly the pictures of its range, over the borders of its parts, in one file that says what it is', async () => {
    // Both ends lie between two key pictures; the last of its parts is a short one.
    const startTime = beforeGap(600_600);
    const endTime = new Date(startTime.getTime() + SECONDS * 1000);
    const begun = await reader.begin(startTime, endTime, 'Lost child at gate 4');
    expect(begun).toMatchObject({
      cameraId: camera.id,
      durationSeconds: SECONDS,
      parts: { done: 0, total: 2 },
    });

    const job = await reader.until(begun.exportId, ({ status }) => status === 'done');
    const file = await reader.download(job);
    const { pictures, description } = await readMovie(world, file);

    expect(pictures).toHaveLength(SECONDS * 15);
    expect(pictures.at(0)?.tenths).toBe(tenthsOf(startTime));
    expect(pictures.at(-1)?.tenths).toBe(tenthsOf(new Date(endTime.getTime() - PICTURE_MS)));
    const steps = pictures.slice(1).map(({ tenths }, index) => tenths - (pictures[index]?.tenths ?? 0));
    expect(new Set(steps)).toEqual(new Set([0, 1]));
    expect(job).toMatchObject({ gaps: [], reason: 'Lost child at gate 4', requestedBy: 'investigator' });
    expect(job.file).toMatchObject({
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    });
    expect(description).toContain(`creation_time   : ${startTime.toISOString().slice(0, 19)}`);
    expect(description).toContain(camera.id);
    expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
    expect(await filesOf(begun.exportId)).toEqual(['export.mp4']);
  });

  it('leaves a gap out and tells of it: in the job, in the file, and as the border of two chapters', async () => {
    const startTime = beforeGap(10_000);
    const endTime = new Date(gap.endTime.getTime() + 10_000);
    const { exportId } = await reader.begin(startTime, endTime);

    const job = await reader.until(exportId, ({ status }) => status === 'done');
    const file = await reader.download(job);
    const { pictures, description } = await readMovie(world, file);

    expect(job.gaps).toEqual([
      {
        startTime: gap.startTime.toISOString(),
        endTime: gap.endTime.toISOString(),
        durationSeconds: (gap.endTime.getTime() - gap.startTime.getTime()) / 1000,
        cause: 'not-recorded',
      },
    ]);
    expect(pictures).toHaveLength(20 * 15);
    expect(pictures[150]?.tenths).toBe(tenthsOf(gap.endTime));
    expect(file.includes('"cause":"not-recorded"')).toBe(true);
    expect(description).toMatch(/Chapter #0:1: start 10\.0+, end 20/);
    expect(description).toContain(gap.endTime.toISOString());
  });

  it('of a range without footage fails at once, and says so', async () => {
    const { exportId } = await reader.begin(
      new Date(gap.startTime.getTime() + 1_000),
      new Date(gap.endTime.getTime() - 1_000),
    );
    const job = await reader.until(exportId, ({ status }) => status === 'failed');
    expect(job).toMatchObject({ attempts: 1, problem: { code: 'footage-not-found', step: 'reading' } });
  });

  it('waits for a VMS that is away, and goes on by itself', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 4, match: { operation: 'video' } });
    const { exportId } = await reader.begin(beforeGap(70_000), beforeGap(60_000));

    const waiting = await reader.until(exportId, ({ problem }) => problem !== undefined);
    expect(waiting).toMatchObject({
      status: 'queued',
      problem: { code: 'vms-unavailable', step: 'reading', retryAt: expect.any(String) },
    });
    const job = await reader.until(exportId, ({ status }) => status === 'done');
    expect(job.problem).toBeUndefined();
    expect((await readMovie(world, await reader.download(job))).pictures).toHaveLength(150);
  });

  it('that breaks off in the middle of a part is whole in the end', async () => {
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });
    const { exportId } = await reader.begin(beforeGap(90_000), beforeGap(70_000));
    const job = await reader.until(exportId, ({ status }) => status === 'done');
    expect(world.simulator.state().faults).toEqual([]);
    expect((await readMovie(world, await reader.download(job))).pictures).toHaveLength(300);
  });
});

describe('the file of an export', PATIENTLY, () => {
  it('can be had in ranges, by its link alone, and by nobody else’s', async () => {
    const { exportId } = await reader.begin(beforeGap(30_000), beforeGap(20_000));
    const job = await reader.until(exportId, ({ status }) => status === 'done');
    const url = new URL(job.file?.url ?? '', world.service.url);
    const whole = await reader.download(job);

    const part = await fetch(url, { headers: { Range: 'bytes=100-199' } });
    expect(part.status).toBe(206);
    expect(part.headers.get('Content-Range')).toBe(`bytes 100-199/${whole.length}`);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 200));
    expect(part.headers.get('Content-Type')).toBe('video/mp4');
    expect(part.headers.get('Content-Disposition')).toMatch(/^attachment; filename="[^"]+\.mp4"/);
    const beyond = await fetch(url, { headers: { Range: 'bytes=999999999-' } });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get('Content-Range')).toBe(`bytes */${whole.length}`);
    expect(await beyond.json()).toMatchObject({ code: 'export-range-invalid' });

    const altered = new URL(url);
    altered.searchParams.set('expires', String(Number(url.searchParams.get('expires')) + 1));
    const refused = await fetch(altered);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'export-link-invalid' });
    world.clock.advance(3_601);
    onTestFinished(() => world.clock.advance(-3_601));
    expect((await fetch(url)).status).toBe(403);
  });
});

describe('exports', PATIENTLY, () => {
  it('are seen by whoever asked for them and by administrators, as long as they see the camera', async () => {
    const { exportId } = await reader.begin(beforeGap(30_000), beforeGap(20_000));
    const job = await reader.until(exportId, ({ status }) => status === 'done');
    const add = async (username: string, role: 'investigator' | 'admin') => {
      const { id } = await world.database
        .insertInto('users')
        .values({ username, display_name: username, password_hash: '', role })
        .returning('id')
        .executeTakeFirstOrThrow();
      return world.keys.tokenFor(role, { userId: id });
    };
    const [stranger, admin] = [await add('stranger', 'investigator'), await add('boss', 'admin')];
    const as = (token: string, request: string) => call(world.service.url, request, { token });

    expect((await as(stranger, `GET /api/v1/exports/${exportId}`)).status).toBe(404);
    expect((await as(stranger, `DELETE /api/v1/exports/${exportId}`)).status).toBe(404);
    expect((await as(stranger, 'GET /api/v1/exports')).body).toEqual({ exports: [], total: 0 });
    const all = ExportList.parse((await as(admin, 'GET /api/v1/exports?limit=2')).body);
    expect(all.exports[0]?.exportId).toBe(exportId);
    expect(all.total).toBeGreaterThan(2);

    await world.showOnly([]);
    onTestFinished(() => world.showAll());
    expect((await world.call(`GET /api/v1/exports/${exportId}`)).body).toMatchObject({
      code: 'export-not-found',
    });
    expect((await world.call('GET /api/v1/exports')).body).toMatchObject({ total: 0 });
    expect((await fetch(new URL(job.file?.url ?? '', world.service.url))).status).toBe(404);
    const refused = await world.call(`POST /api/v1/cameras/${camera.id}/exports`, {
      startTime: beforeGap(30_000),
      endTime: beforeGap(20_000),
    });
    expect(refused.body).toMatchObject({ status: 404, code: 'camera-not-found' });
  });

  it.each([
    ['shorter than a second', 500],
    ['longer than a day', 25 * HOUR_MS],
    ['that ends in the future', -HOUR_MS],
  ])('of a range %s are refused', async (_, ms) => {
    const startTime = ms < 0 ? world.clock.now() : new Date(world.clock.now().getTime() - 30 * HOUR_MS);
    const endTime = new Date(startTime.getTime() + Math.abs(ms));
    const answer = await world.call(`POST /api/v1/cameras/${camera.id}/exports`, { startTime, endTime });
    expect(answer.body).toMatchObject({ status: 400, code: 'request-invalid' });
  });

  it('leave their trace: who asked for which range, what came of it, who took it', async () => {
    const { exportId } = await reader.begin(beforeGap(30_000), beforeGap(20_000), 'Case 12');
    const job = await reader.until(exportId, ({ status }) => status === 'done');
    await reader.download(job);
    expect((await world.call(`DELETE /api/v1/exports/${exportId}`)).status).toBe(204);

    const entries = await world.database
      .selectFrom('audit_entries')
      .select(['action', 'outcome', 'username', 'details'])
      .where('camera_id', '=', camera.id)
      .orderBy('id')
      .execute();
    const ofIt = entries.filter(({ details }) => details?.exportId === exportId);
    expect(ofIt.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'export.create success',
      'export.finish success',
      'export.download success',
      'export.delete success',
    ]);
    expect(ofIt[0]?.details).toMatchObject({ reason: 'Case 12' });
    expect(ofIt[1]?.details).toMatchObject({ sha256: job.file?.sha256 });
    expect(await filesOf(exportId)).toEqual([]);
    expect((await fetch(new URL(job.file?.url ?? '', world.service.url))).status).toBe(404);
  });
});
