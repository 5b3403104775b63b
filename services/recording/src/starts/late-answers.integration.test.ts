import { randomUUID } from 'node:crypto';
import { RecordingId } from '@playhead/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startFailed } from '../recordings/recording-events.ts';
import { createWorld, importCamera, stopsHeard, type World } from '../testing/recording-world.ts';
import { StartsRepository } from './starts.repository.ts';

const ANOTHER = randomUUID();

let world: World;
let camera: Awaited<ReturnType<typeof importCamera>>;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());
beforeEach(async () => {
  await world.database.deleteFrom('milestone_recording_sessions').execute();
  camera = await importCamera(world.database, world.simulator);
});

const start = () => world.call(`POST /api/v1/cameras/${camera.id}/recordings/start`, { duration: 60 });
const rows = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .orderBy('created_at')
    .execute();
const session = async () => (await rows())[0];
/** A start that the VMS has been asked for; it answers when asked for its answer. */
const lateStart = async () => {
  const { reached, letGo } = world.simulator.hold({ operation: 'startRecording' });
  const begun = start();
  await reached;
  return {
    answer: () => {
      letGo();
      return begun;
    },
  };
};
/** A row as an instance leaves it that dies just after it claimed the camera. */
const leaveStarting = () => insertStart({ claimed_until: new Date(world.clock.now().getTime() + 8_000) });
const insertStart = (claim: { claimed_until: Date; claimed_by?: string }) =>
  world.database
    .insertInto('milestone_recording_sessions')
    .values({
      camera_id: camera.id,
      start_time: world.clock.now(),
      stops_at: new Date(world.clock.now().getTime() + 60_000),
      duration_seconds: 60,
      triggered_by: 'operator',
      status: 'starting',
      ...claim,
    })
    .execute();
/** As when the first instance had stood still for so long that another one took the start over. */
const takeOver = () =>
  world.database
    .updateTable('milestone_recording_sessions')
    .set({ claimed_by: ANOTHER, claimed_until: new Date(world.clock.now().getTime() + 3_000) })
    .where('camera_id', '=', camera.id)
    .execute();
/** What the other instance does that asked the VMS just before that began to record. */
const giveUp = async () => {
  const id = RecordingId.parse((await session())?.id);
  const endTime = world.clock.now();
  const failure = { owner: ANOTHER, endTime, errorMessage: 'The VMS does not record.' };
  const given = { id, cameraId: camera.id };
  const repository = world.part(StartsRepository);
  await repository.abandon(given, failure, (last) => startFailed(given, last, endTime, failure.errorMessage));
};
const recorded = () => world.simulator.state().activeRecordings.length;

describe('a start that another instance has taken over', () => {
  it('is a recording as soon as the VMS says so, whoever hears it; who gives up on it then comes too late', async () => {
    const { answer } = await lateStart();
    await takeOver();

    expect(await answer()).toMatchObject({ status: 200, body: { status: 'recording' } });
    await giveUp();

    expect(await session()).toMatchObject({ status: 'recording', claimed_by: null });
    world.clock.advance(60);
    await world.sweep();
    expect(await session()).toMatchObject({ status: 'stopped', ended_by: 'timer' });
    expect(recorded()).toBe(0);
  });

  it('is told once, and stays what it is, when both find the recording', async () => {
    const { answer } = await lateStart();
    await takeOver();
    await answer();
    const { id, milestone_recording_id: found } = (await session()) ?? {};
    const event = { type: 'recording_started', at: world.clock.now().toISOString() } as const;

    const outcome = await world.part(StartsRepository).confirm({
      id: RecordingId.parse(id),
      milestoneRecordingId: found ?? '',
      event: { ...event, cameraId: camera.id, status: { isRecording: false } },
    });

    expect(outcome).toBe('settled');
    const events = await world.database
      .selectFrom('live_events')
      .select('type')
      .where('camera_id', '=', camera.id)
      .execute();
    expect(events).toEqual([{ type: 'recording_started' }]);
  });

  it('is not given up by the one that lost it, though the VMS refuses', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, match: { operation: 'startRecording' } });
    const { answer } = await lateStart();
    await takeOver();

    expect((await answer()).status).toBe(503);
    expect((await session())?.status).toBe('starting');
  });
});

describe('a recording that begins after its start was given up', () => {
  it('is stopped, once, and asked for again until the VMS has stopped it', async () => {
    const { answer } = await lateStart();
    await takeOver();
    await giveUp();
    world.simulator.addFault({ kind: 'status', status: 500, match: { operation: 'stopRecording' } });

    expect(await answer()).toMatchObject({
      status: 503,
      body: { code: 'vms-unavailable', detail: expect.stringContaining('is being stopped') },
    });
    await world.sweep();
    expect(await session()).toMatchObject({ status: 'stopping', end_time: null });

    world.clock.advance(2);
    await world.sweep();
    const ended = await session();
    expect(ended?.status).toBe('stopped');
    expect(stopsHeard(world.simulator, ended?.milestone_recording_id)).toBe(1);
    expect(recorded()).toBe(0);
  });

  it('is stopped at once where the camera has been given to another start', async () => {
    const { answer } = await lateStart();
    await takeOver();
    await giveUp();
    await insertStart({ claimed_by: ANOTHER, claimed_until: new Date(world.clock.now().getTime() + 3_000) });

    expect((await answer()).status).toBe(503);
    expect(recorded()).toBe(0);
    expect((await rows()).map(({ status }) => status)).toEqual(['failed', 'starting']);
  });
});

describe('a start whose instance died', () => {
  it('is not given up on what the VMS was asked while the request could be on its way', async () => {
    await leaveStarting();
    const { reached, letGo } = world.simulator.hold({ operation: 'recordingStatus' });
    world.clock.advance(9);
    const sweep = world.sweep();
    await reached;
    world.clock.advance(2);
    letGo();
    await sweep;

    expect((await session())?.status).toBe('starting');
  });
});
