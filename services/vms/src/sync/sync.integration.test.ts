import { randomUUID } from 'node:crypto';
import { type SyncJob, SyncList, SyncStarted } from '@playhead/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';
import { SyncScheduleService } from './sync-schedule.service.ts';

let world: VmsWorld;

beforeAll(async () => {
  world = await createVmsWorld();
});

beforeEach(async () => {
  await world.simulator.reset();
  await world.database.deleteFrom('cameras').execute();
  await world.database.deleteFrom('milestone_sync_history').execute();
  world.clock.advance(60);
  await world.look();
});

afterAll(() => world?.close());

const changesOf = ({ changes }: Pick<SyncJob, 'changes'>, id: string) =>
  changes
    .filter(({ cameraId }) => cameraId === id)
    .map(({ kind, before, after }) => ({ kind, before, after }));
const total = () => world.simulator.state().cameras.length;
/** The VMS answers with its cameras when it is let. */
const heldList = () => world.simulator.hold({ operation: 'listCameras' });
const syncAll = (of = world.service) => world.ask('POST /api/v1/milestone/sync-all', {}, 'operator', of);

describe('syncing everything', () => {
  it('reports new cameras, and imports them only when asked to', async () => {
    const only = await world.sync();
    expect(only).toMatchObject({ status: 'completed', discovered: total(), done: total(), imported: 0 });
    expect(new Set(only.changes.map(({ kind }) => kind))).toEqual(new Set(['new']));
    expect((await world.discover()).imported).toBe(0);

    const importing = await world.sync({ autoImport: true });
    expect(importing).toMatchObject({ imported: total(), updated: 0, errors: 0, autoImport: true });
    expect((await world.discover()).imported).toBe(total());

    expect(await world.sync({ autoImport: true })).toMatchObject({ imported: 0, updated: 0, changes: [] });
  });

  it('keeps to the cameras of a source', async () => {
    const job = await world.sync({ autoImport: true, sourceFilter: 'BUS' });

    expect(job.imported).toBeGreaterThan(0);
    expect(job.imported).toBeLessThan(total());
    const sources = await world.database.selectFrom('cameras').select('source').distinct().execute();
    expect(sources).toEqual([{ source: 'BUS' }]);
  });

  it('follows what was renamed, moved, disabled and enabled in the VMS, and reports it', async () => {
    const { id: renamed, device: a } = await world.givenCamera();
    const { id: moved, device: b } = await world.givenCamera();
    const { id: disabled, device: c } = await world.givenCamera();
    world.simulator.changeCamera(a.id, { name: 'North gate' });
    world.simulator.changeCamera(b.id, { server: 9 });
    world.simulator.changeCamera(c.id, { enabled: false });

    const job = await world.sync();

    expect(job.updated).toBe(3);
    expect(changesOf(job, renamed)).toEqual([{ kind: 'renamed', before: a.name, after: 'North gate' }]);
    expect(await world.camera(renamed)).toMatchObject({ name: 'North gate' });
    expect(changesOf(job, moved)).toEqual([
      { kind: 'moved', before: b.recordingServer, after: 'Recording Server 9' },
    ]);
    expect(await world.camera(moved)).toMatchObject({ recordingServer: 'Recording Server 9' });
    expect(changesOf(job, disabled)).toMatchObject([{ kind: 'disabled' }]);

    world.simulator.changeCamera(c.id, { enabled: true });
    expect(changesOf(await world.sync(), disabled)).toMatchObject([{ kind: 'enabled' }]);
  });

  it('keeps a name that was given here, and reports that the VMS has another', async () => {
    const { id, device } = await world.givenCamera({ name: 'Our gate' });
    world.simulator.changeCamera(device.id, { name: 'Their gate' });

    const job = await world.sync();

    expect(changesOf(job, id)).toEqual([{ kind: 'name-differs', before: 'Our gate', after: 'Their gate' }]);
    expect(await world.camera(id)).toMatchObject({ name: 'Our gate' });
    expect(changesOf(await world.sync(), id)).toEqual([]);
  });

  it('never deletes a camera that has vanished: it reports it, and its status is ERROR', async () => {
    const { id, device } = await world.givenCamera();
    world.simulator.removeCamera(device.id);

    expect(changesOf(await world.sync(), id)).toMatchObject([{ kind: 'vanished' }]);
    expect(await world.camera(id)).toMatchObject({ status: 'ERROR' });
  });

  it('goes on past a camera that can not be stored, and says which and how many', async () => {
    const [first] = world.simulator.state().cameras;
    world.simulator.changeCamera(first?.id ?? '', { name: 'bad \0 name' });

    const job = await world.sync({ autoImport: true });

    expect(job).toMatchObject({ status: 'completed', imported: total() - 1, errors: 1 });
    expect(job.errorDetails).toMatchObject([{ milestoneDeviceId: first?.id }]);
  });

  it('answers at once, and is audited', async () => {
    const { letGo } = heldList();
    const answer = await syncAll();

    expect(answer).toMatchObject({
      status: 202,
      body: { status: 'in_progress', message: 'Camera synchronization started' },
    });
    const { syncJobId } = SyncStarted.parse(answer.body);
    expect((await world.ask(`GET /api/v1/milestone/sync/${syncJobId}`)).body).toMatchObject({
      status: 'in_progress',
      initiatedBy: 'operator',
      completedAt: null,
    });
    world.clock.advance(4);
    letGo();
    expect(await world.syncEnded(syncJobId)).toMatchObject({ durationSeconds: 4 });
    expect((await world.audit('camera.sync')).at(-1)).toMatchObject({
      outcome: 'success',
      details: { syncJobId },
    });
  });

  it('fails as a whole when the VMS is down, and says why', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 1, match: { operation: 'listCameras' } });

    const job = await world.sync();

    expect(job).toMatchObject({ status: 'failed', error: expect.stringMatching(/VMS/) });
  });

  it('runs once at a time across instances; the second is told which one runs', async () => {
    const other = await world.start();
    await world.look(other);
    const { letGo } = heldList();

    const answers = await Promise.all([syncAll(), syncAll(other), syncAll(other)]);
    letGo();

    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409, 409]);
    const { syncJobId } = SyncStarted.parse(answers.find(({ status }) => status === 202)?.body);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'sync-running',
      syncJobId,
    });
    expect(await world.syncEnded(syncJobId)).toMatchObject({ status: 'completed' });
  });

  it('tells on /ws how far it is, and its end for good', async () => {
    const { syncJobId, discovered } = await world.sync();

    expect(await world.events('sync_progress')).toContainEqual(
      expect.objectContaining({ syncJobId, status: 'completed', discovered, done: discovered }),
    );
  });

  it('is listed, the newest first, page by page', async () => {
    const first = await world.sync();
    world.clock.advance(10);
    const second = await world.sync();

    const { syncs, total: all } = SyncList.parse(
      (await world.ask('GET /api/v1/milestone/sync?limit=1')).body,
    );
    expect(all).toBe(2);
    expect(syncs.map(({ syncJobId }) => syncJobId)).toEqual([second.syncJobId]);
    const rest = SyncList.parse((await world.ask('GET /api/v1/milestone/sync?limit=1&offset=1')).body);
    expect(rest.syncs.map(({ syncJobId }) => syncJobId)).toEqual([first.syncJobId]);
  });

  it('that does not exist is a 404, and syncing is for operators', async () => {
    expect((await world.ask(`GET /api/v1/milestone/sync/${randomUUID()}`)).body).toMatchObject({
      code: 'sync-not-found',
    });
    expect((await world.ask('POST /api/v1/milestone/sync-all', {}, 'viewer')).status).toBe(403);
  });

  it('leaves out what it says of cameras that the reader may not see', async () => {
    const { id, device } = await world.givenCamera();
    world.simulator.changeCamera(device.id, { name: 'Secret place' });
    const job = await world.sync();
    expect(changesOf(job, id)).toHaveLength(1);

    const seen = await world.askAsRestricted(`GET /api/v1/milestone/sync/${job.syncJobId}`);

    expect(JSON.stringify(seen.body)).not.toContain(id);
  });
});

describe('the schedule', () => {
  it('starts one sync when its time has come, however many instances run', async () => {
    const instances = [
      await world.start({ MILESTONE_SYNC_INTERVAL: '3600' }),
      await world.start({ MILESTONE_SYNC_INTERVAL: '3600' }),
    ];
    const check = async () => {
      for (const { app } of instances) await app.get(SyncScheduleService).check();
      await Promise.all(instances.map(({ app }) => app.get(SyncScheduleService).check()));
    };
    const syncs = async () => SyncList.parse((await world.ask('GET /api/v1/milestone/sync')).body).syncs;

    await check();
    await vi.waitFor(async () => expect(await syncs()).toMatchObject([{ status: 'completed' }]), 10_000);
    expect((await syncs())[0]).toMatchObject({ initiatedBy: 'schedule', autoImport: false });

    world.clock.advance(3_000);
    await check();
    expect(await syncs()).toHaveLength(1);
    world.clock.advance(601);
    await check();
    expect(await syncs()).toHaveLength(2);
  });
});

describe('syncing one camera', () => {
  const sync = (id: string) => world.ask(`PUT /api/v1/cameras/${id}/sync`);

  it('takes over what is the VMS’s, keeps what is ours, and says what it found', async () => {
    const { id: theirs, device: a } = await world.givenCamera();
    const { id: ours, device: b } = await world.givenCamera({ name: 'Our gate' });
    world.simulator.changeCamera(a.id, { name: 'North gate', server: 7 });
    world.simulator.changeCamera(b.id, { name: 'Their gate' });
    world.clock.advance(5);

    expect((await sync(theirs)).body).toMatchObject({
      camera: {
        name: 'North gate',
        recordingServer: 'Recording Server 7',
        lastMilestoneSync: world.clock.now().toISOString(),
      },
      changes: [{ kind: 'renamed' }, { kind: 'moved' }],
    });
    expect((await sync(ours)).body).toMatchObject({
      camera: { name: 'Our gate' },
      changes: [{ kind: 'name-differs', after: 'Their gate' }],
    });
  });

  it('reports a camera that the VMS has no more, and keeps it', async () => {
    const { id, device } = await world.givenCamera();
    world.simulator.removeCamera(device.id);

    expect(await sync(id)).toMatchObject({ status: 200, body: { changes: [{ kind: 'vanished' }] } });
  });

  it('while the VMS is down is a 503 and changes nothing', async () => {
    const { id } = await world.givenCamera();
    const before = await world.camera(id);
    world.simulator.addFault({ kind: 'status', status: 503, calls: 1, match: { operation: 'getCamera' } });

    expect((await sync(id)).status).toBe(503);
    expect(await world.camera(id)).toEqual(before);
  });
});
