import { call, type ServiceProcess } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createProcessWorld, type ProcessWorld } from '../testing/process-world.ts';
import { importCamera, stopsHeard } from '../testing/recording-world.ts';

/** Two processes are started one after the other; on a busy machine that takes its time. */
const TIMEOUT_MS = 90_000;

let world: ProcessWorld;
let running: ServiceProcess | undefined;

beforeAll(async () => {
  world = await createProcessWorld();
});

afterAll(async () => {
  await running?.stop();
  await world?.close();
});

const eventually = <T>(check: () => T) => vi.waitFor(check, { timeout: 15_000, interval: 50 });

describe('a recording whose end falls into an outage of the service', () => {
  it('is stopped in the VMS, once, when the service is back', { timeout: TIMEOUT_MS }, async () => {
    const { database, simulator, token } = world;
    const camera = await importCamera(database, simulator);
    const session = () =>
      database
        .selectFrom('milestone_recording_sessions')
        .selectAll()
        .where('camera_id', '=', camera.id)
        .orderBy('start_time')
        .executeTakeFirstOrThrow();
    const start = ({ url }: ServiceProcess, duration: number) =>
      call(url, `POST /api/v1/cameras/${camera.id}/recordings/start`, { token, body: { duration } });
    running = await world.run();
    expect((await start(running, 600)).status).toBe(200);
    await running.kill();

    const { id, milestone_recording_id: milestoneId } = await session();
    await database
      .updateTable('milestone_recording_sessions')
      .set({ stops_at: new Date() })
      .where('id', '=', id)
      .execute();
    expect(stopsHeard(simulator, milestoneId)).toBe(0);
    expect(simulator.state().activeRecordings).toHaveLength(1);

    running = await world.run();
    await eventually(async () => expect((await session()).status).toBe('stopped'));
    expect(stopsHeard(simulator, milestoneId)).toBe(1);
    expect(simulator.state().activeRecordings).toHaveLength(0);

    expect((await start(running, 1)).status).toBe(200);
    await eventually(() => expect(simulator.state().activeRecordings).toHaveLength(0));
    expect(stopsHeard(simulator, milestoneId)).toBe(1);
  });
});
