import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, importCamera, stopsHeard, type World } from '../testing/recording-world.ts';

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
const start = () => world.call(`POST ${path()}/start`, { duration: 900 });
const stop = () => world.call(`POST ${path()}/stop`);
const status = async () => (await world.call(`GET ${path()}/status`)).body;
const session = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .executeTakeFirst();
/** A start that the VMS has been asked for, and answers when it is let. */
const heldStart = async () => {
  const { reached, letGo } = world.simulator.hold({ operation: 'startRecording' });
  const begun = start();
  await reached;
  return { begun, letGo };
};
const wishStored = () =>
  vi.waitFor(async () => expect((await session())?.ended_by).toBe('user'), { timeout: 10_000, interval: 20 });
/** The VMS records, its answer is lost, and it can't be asked. */
const lostStart = () => {
  world.simulator.addFault({ kind: 'drop', afterBytes: 0, match: { operation: 'startRecording' } });
  world.simulator.addFault({
    kind: 'status',
    status: 503,
    calls: 3,
    match: { operation: 'recordingStatus' },
  });
};

describe('a recording whose end is wanted while it is just being started', () => {
  it('ends as soon as it has begun, also when the stop is asked of another instance', async () => {
    const another = await world.startAnother();
    try {
      const { begun, letGo } = await heldStart();
      const token = await world.tokenFor('operator');
      const stopping = call(another.url, `POST ${path()}/stop`, { token });
      await wishStored();
      letGo();

      const answer = await stopping;
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        status: 'stopped',
        endedBy: { kind: 'user', username: 'operator' },
      });
      expect((await begun).body).toMatchObject({ status: expect.stringMatching(/^stop/) });
      expect(world.simulator.state().activeRecordings).toEqual([]);
      expect(stopsHeard(world.simulator, (await session())?.milestone_recording_id)).toBe(1);
    } finally {
      await another.close();
    }
  });

  it('is called stopping, and ends when the VMS can be asked, though all instances died meanwhile', async () => {
    lostStart();
    expect((await start()).status).toBe(503);

    const answer = await stop();

    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ status: 'stopping' });
    expect(await status()).toMatchObject({ isRecording: true, recording: { status: 'stopping' } });
    const extension = await world.call(`POST ${path()}/extend`, { additionalSeconds: 60 });
    expect(extension.body).toMatchObject({ status: 404, code: 'recording-not-active' });

    await world.restart();
    world.clock.advance(4);
    await world.sweep();
    await world.sweep();

    expect(await session()).toMatchObject({ status: 'stopped', ended_by: 'user', ended_by_user: 'operator' });
    expect(stopsHeard(world.simulator, (await session())?.milestone_recording_id)).toBe(1);
    expect(world.simulator.state().activeRecordings).toEqual([]);
  });

  it('has nothing to end where the VMS then refuses', async () => {
    world.simulator.addFault({ kind: 'status', status: 403, match: { operation: 'startRecording' } });
    const { begun, letGo } = await heldStart();
    const stopping = stop();
    await wishStored();
    letGo();

    const answer = await stopping;
    expect((await begun).status).toBe(502);
    expect(answer.body).toMatchObject({ status: 404, code: 'recording-not-active' });
    expect(await session()).toMatchObject({ status: 'failed', ended_by: null, ended_by_user: null });
  });
});
