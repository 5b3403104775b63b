import { randomUUID } from 'node:crypto';
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
const start = () => world.call(`POST ${path()}/start`, { duration: 60 });
const stop = () => world.call(`POST ${path()}/stop`);
const session = () =>
  world.database
    .selectFrom('milestone_recording_sessions')
    .selectAll()
    .where('camera_id', '=', camera.id)
    .executeTakeFirst();
/** As when this instance had stood still for so long that another one took its work over. */
const takeOver = () =>
  world.database
    .updateTable('milestone_recording_sessions')
    .set({ claimed_by: randomUUID(), claimed_until: new Date(world.clock.now().getTime() + 3_000) })
    .where('camera_id', '=', camera.id)
    .execute();
const stopsTold = async () => {
  const rows = await world.database
    .selectFrom('live_events')
    .select('id')
    .where('camera_id', '=', camera.id)
    .where('type', '=', 'recording_stopped')
    .execute();
  return rows.length;
};

describe('an instance that stood still', () => {
  it('does not write the end of a session that another one ends', async () => {
    await start();
    const { reached, letGo } = world.simulator.hold({ operation: 'stopRecording' });
    const late = stop();
    await reached;
    await takeOver();
    letGo();

    await late;
    expect((await session())?.status).toBe('stopping');
    expect(await stopsTold()).toBe(0);

    world.clock.advance(4);
    await world.sweep();
    const ended = await session();
    expect(ended?.status).toBe('stopped');
    expect(await stopsTold()).toBe(1);
    expect(stopsHeard(world.simulator, ended?.milestone_recording_id)).toBe(1);
  });
});

describe('an instance that is told to end', () => {
  it('begins nothing new, gives up a stop that takes too long, and gives it back for another one', async () => {
    await start();
    const { reached } = world.simulator.hold({ operation: 'stopRecording' });
    const slowStop = stop();
    await reached;

    const ended = world.endService();
    await vi.waitFor(async () => {
      const refused = await start();
      expect(refused.body).toMatchObject({ status: 503, code: 'service-unavailable' });
      expect(refused.headers.get('Retry-After')).toBe('1');
    }, 10_000);
    expect((await slowStop).status).toBe(503);
    await ended;

    expect(await session()).toMatchObject({
      status: 'stopping',
      claimed_by: null,
      claimed_until: world.clock.now(),
    });
    await world.restart();
    await world.sweep();
    const stopped = await session();
    expect(stopped).toMatchObject({ status: 'stopped', ended_by: 'user' });
    expect(stopsHeard(world.simulator, stopped?.milestone_recording_id)).toBe(1);
  });
});
