import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { addUser, createWorld, importCamera, type World } from '../testing/recording-world.ts';

let world: World;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  camera = await importCamera(world.database, world.simulator);
});

const path = () => `/api/v1/cameras/${camera.id}/recordings`;
const start = (body: object = {}, token?: string) => world.call(`POST ${path()}/start`, body, token);
const stop = (token?: string) => world.call(`POST ${path()}/stop`, undefined, token);
const trail = () =>
  world.database
    .selectFrom('audit_entries')
    .select(['action', 'username', 'outcome', 'details', 'source_address', 'request_id', 'user_id'])
    .where('camera_id', '=', camera.id)
    .orderBy('id')
    .execute();
const stateOf = async () => {
  const { status } = await world.database
    .selectFrom('milestone_recording_sessions')
    .select('status')
    .where('camera_id', '=', camera.id)
    .executeTakeFirstOrThrow();
  return status;
};
const vmsFails = (
  operation: 'startRecording' | 'stopRecording' | 'recordingStatus',
  status: number,
  calls = 1,
) => world.simulator.addFault({ kind: 'status', status, calls, match: { operation } });

describe('the audit trail', () => {
  it('names who started, extended and stopped, from where, and why', async () => {
    await start({ duration: 60, reason: 'Fight at the gate' });
    await world.call(`POST ${path()}/extend`, { additionalSeconds: 30 });
    await stop();

    expect(await trail()).toMatchObject([
      {
        action: 'recording.start',
        username: 'operator',
        user_id: world.userId,
        outcome: 'success',
        source_address: '127.0.0.1',
        details: { duration: 60, reason: 'Fight at the gate' },
      },
      { action: 'recording.extend', outcome: 'success', details: { additionalSeconds: 30 } },
      { action: 'recording.stop', username: 'operator', outcome: 'success' },
    ]);
  });

  it('holds what was refused and what failed, and the problem', async () => {
    await stop();
    vmsFails('startRecording', 503);
    await start();

    expect(await trail()).toMatchObject([
      { action: 'recording.stop', outcome: 'refused', details: { problem: 'recording-not-active' } },
      { action: 'recording.start', outcome: 'failed', details: { problem: 'vms-unavailable' } },
    ]);
  });

  it('names the system where the time was over', async () => {
    await start({ duration: 60 });
    world.clock.advance(60);
    await world.sweep();

    expect(await trail()).toMatchObject([
      { action: 'recording.start' },
      { action: 'recording.stop', username: 'system', details: { endedBy: { kind: 'timer' } } },
    ]);
  });
});

describe('the end of a recording that nobody asked for', () => {
  it('and its entry in the trail are stored together or not at all', async () => {
    await start({ duration: 60 });
    const { schema } = world.database;
    await schema.alterTable('audit_entries').renameTo('audit_entries_away').execute();
    world.clock.advance(60);
    await world.sweep();
    const before = await stateOf();
    await schema.alterTable('audit_entries_away').renameTo('audit_entries').execute();
    world.clock.advance(4);
    await world.sweep();

    expect(before).toBe('stopping');
    expect(await stateOf()).toBe('stopped');
    expect((await trail()).filter(({ action }) => action === 'recording.stop')).toHaveLength(1);
    expect(Object.values(world.simulator.state().recordingStops)).toEqual([1]);
  });

  it('came from nowhere, also where the timer was set by a request', async () => {
    await start({ duration: 1 });
    world.clock.advance(1);

    await vi.waitFor(async () => expect(await trail()).toHaveLength(2), { timeout: 10_000 });

    expect(await trail()).toMatchObject([
      { action: 'recording.start', source_address: '127.0.0.1' },
      { action: 'recording.stop', source_address: null, request_id: null },
    ]);
  });
});

describe('a camera that a person may not see', () => {
  it.each(['start', 'stop', 'extend'])('is not there for %s', async (deed) => {
    const token = await world.tokenFor('operator', await addUser(world.database, false));
    const answer = await world.call(`POST ${path()}/${deed}`, { additionalSeconds: 1 }, token);
    expect(answer.body).toMatchObject({ status: 404, code: 'camera-not-found' });
  });

  it('is neither in its status nor among the active recordings', async () => {
    await start();
    const token = await world.tokenFor('operator', await addUser(world.database, false));

    expect((await world.call(`GET ${path()}/status`, undefined, token)).status).toBe(404);
    const active = await world.call('GET /api/v1/recordings/active', undefined, token);
    expect(active.body).toEqual({ recordings: [], total: 0 });
  });
});

describe('what the VMS refuses', () => {
  it.each([
    [403, 502, 'vms-refused', 'may not record on this camera'],
    [404, 404, 'device-not-found', 'no longer has this camera'],
    [507, 503, 'vms-unavailable', 'was not started; try again'],
  ])('with a %i is said in words that help', async (fault, status, code, words) => {
    vmsFails('startRecording', fault);

    const answer = await start();

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ code, detail: expect.stringContaining(words) });
    expect((await start()).status).toBe(200);
  });

  it('of a disabled camera says that it has to be enabled', async () => {
    const disabled = world.simulator.state().cameras.find(({ enabled }) => !enabled);
    await world.database
      .updateTable('cameras')
      .set({ milestone_device_id: disabled?.id ?? '' })
      .where('id', '=', camera.id)
      .execute();

    const answer = await start();

    expect(answer.body).toMatchObject({
      code: 'vms-refused',
      detail: expect.stringContaining('enabled there'),
    });
  });
});

describe('a start whose answer got lost', () => {
  it('is a recording all the same when the VMS records', async () => {
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'startRecording' } });

    expect((await start()).status).toBe(200);
    expect(world.simulator.state().activeRecordings).toHaveLength(1);
  });

  it('is settled later while the VMS can not tell', async () => {
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'startRecording' } });
    vmsFails('recordingStatus', 503, 3);

    expect((await start({ duration: 60 })).body).toMatchObject({ status: 503, code: 'vms-unavailable' });

    world.clock.advance(4);
    await world.sweep();
    expect((await stop()).status).toBe(200);
  });

  it('is given up only when the request can no longer be on its way', async () => {
    const session = () =>
      world.database
        .selectFrom('milestone_recording_sessions')
        .select('status')
        .where('camera_id', '=', camera.id)
        .executeTakeFirstOrThrow();
    await world.database
      .insertInto('milestone_recording_sessions')
      .values({
        camera_id: camera.id,
        start_time: world.clock.now(),
        stops_at: new Date(world.clock.now().getTime() + 60_000),
        duration_seconds: 60,
        triggered_by: 'operator',
        status: 'starting',
        claimed_until: world.clock.now(),
      })
      .execute();

    world.clock.advance(5);
    await world.sweep();
    expect((await session()).status).toBe('starting');

    world.clock.advance(5);
    await world.sweep();
    expect((await session()).status).toBe('failed');
  });
});

describe('a stop whose answer got lost', () => {
  it('is not repeated, and is known to have been the operator’s', async () => {
    await start();
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'stopRecording' } });
    expect((await stop()).body).toMatchObject({ detail: expect.stringContaining('goes on trying') });

    world.clock.advance(2);
    await world.sweep();

    const { recordings } = Object((await world.call(`GET ${path()}`)).body);
    expect(recordings).toMatchObject([
      { status: 'stopped', endedBy: { kind: 'user', username: 'operator' } },
    ]);
    expect(Object.values(world.simulator.state().recordingStops)).toEqual([1]);
  });

  it('is over when the VMS no longer has the camera', async () => {
    await start();
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'stopRecording' } });
    await stop();
    vmsFails('recordingStatus', 404);

    world.clock.advance(2);
    await world.sweep();

    const { recordings } = Object((await world.call(`GET ${path()}`)).body);
    expect(recordings).toMatchObject([{ status: 'stopped' }]);
  });
});
