import { parseScenario } from '@playhead/milestone-simulator';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, importCamera, type World } from '../testing/recording-world.ts';

/** Cameras that record nothing by themselves, so that footage ends with the recording. */
const scenario = parseScenario('cameras: [{ name: Gate, count: 12, recording: never }]', 'gate.yaml');

/** What ends at the VMS; the rest is the same over any. */
describe('a recording in a real XProtect', () => {
  let world: World;
  let camera: Awaited<ReturnType<typeof importCamera>>;

  beforeAll(async () => {
    world = await createWorld({ RECORDING_MAX_DURATION: '1800' }, { dialect: 'xprotect', scenario });
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    camera = await importCamera(world.database, world.simulator);
  });

  const call = async (what: string, body?: object) =>
    (await world.call(`POST /api/v1/cameras/${camera.id}/recordings/${what}`, body)).body;
  const status = async () => (await world.call(`GET /api/v1/cameras/${camera.id}/recordings/status`)).body;
  const session = () =>
    world.database
      .selectFrom('milestone_recording_sessions')
      .selectAll()
      .where('camera_id', '=', camera.id)
      .executeTakeFirstOrThrow();
  /** What the VMS itself knows, whoever asked it. */
  const inVms = () => world.simulator.state().activeRecordings.map(({ recordingId }) => recordingId);
  const stops = () => Object.values(world.simulator.state().recordingStops);

  it('runs there from its start to its stop by hand', async () => {
    const begun = await call('start', { duration: 600 });
    expect(inVms()).toHaveLength(1);
    expect(await status()).toMatchObject({ isRecording: true });
    world.clock.advance(60);

    const ended = await call('stop');

    expect(begun).toMatchObject({ status: 'recording', durationSeconds: 600 });
    expect(ended).toMatchObject({ actualDuration: 60 });
    expect(inVms()).toEqual([]);
    expect(stops()).toEqual([1]);
  });

  it('is extended without a seam there, and stopped at its new end', async () => {
    await call('start', { duration: 60 });
    const first = inVms();
    world.clock.advance(50);
    expect(await call('extend', { additionalSeconds: 60 })).toMatchObject({ durationSeconds: 120 });

    world.clock.advance(60);
    await world.sweep();
    expect(inVms()).toEqual(first);
    world.clock.advance(10);
    await world.sweep();

    expect(await session()).toMatchObject({ status: 'stopped', ended_by: 'timer' });
    expect(inVms()).toEqual([]);
    expect(stops()).toEqual([1]);
  });

  it('is stopped on time by an instance that did not start it', async () => {
    await call('start', { duration: 60 });
    world.clock.advance(30);
    await world.restart();
    await world.sweep();
    expect(await status()).toMatchObject({ isRecording: true });
    expect(inVms()).toHaveLength(1);

    world.clock.advance(30);
    await world.sweep();

    expect(await session()).toMatchObject({ status: 'stopped', ended_by: 'timer' });
    expect(inVms()).toEqual([]);
    expect(stops()).toEqual([1]);
  });

  it('is adopted where the instance died that started it, and stopped on time', async () => {
    await world.database
      .insertInto('milestone_recording_sessions')
      .values({
        camera_id: camera.id,
        start_time: world.clock.now(),
        stops_at: new Date(world.clock.now().getTime() + 60_000),
        duration_seconds: 60,
        triggered_by: 'operator',
        status: 'starting',
        claimed_until: new Date(world.clock.now().getTime() + 8_000),
      })
      .execute();
    const order = { deviceId: camera.deviceId, durationSeconds: 1_830, triggeredBy: 'operator' };
    await world.milestone().startRecording(order);
    await world.restart();
    world.clock.advance(9);
    await world.sweep();
    expect(await session()).toMatchObject({ status: 'recording' });

    world.clock.advance(51);
    await world.sweep();

    expect(await session()).toMatchObject({ status: 'stopped', ended_by: 'timer' });
    expect(inVms()).toEqual([]);
    expect(stops()).toEqual([1]);
  });

  it('that is ended there ended when its footage did, though it is noticed later', async () => {
    await call('start', { duration: 900 });
    const { start_time: startTime, milestone_recording_id: recordingId } = await session();
    world.clock.advance(60);
    await world.milestone().stopRecording(camera.deviceId, recordingId ?? '');
    world.clock.advance(600);
    await world.sweep();

    const { status: state, ended_by: endedBy, end_time: endTime } = await session();
    expect({ state, endedBy }).toEqual({ state: 'stopped', endedBy: 'vms' });
    expect(Math.round(((endTime?.getTime() ?? 0) - startTime.getTime()) / 1000)).toBe(60);
  });
});
