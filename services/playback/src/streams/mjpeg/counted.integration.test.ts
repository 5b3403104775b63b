import type { TestService } from '@playhead/service-kit/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { newInstanceId } from '../../instances/instance.ts';
import { Instances } from '../../instances/instances.ts';
import { MultipartReader } from '../../testing/multipart-reader.ts';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { StreamClaimsRepository } from '../places/stream-claims.repository.ts';
import { newStreamId } from '../stream-id.ts';

const MINUTE_MS = 60_000;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let others: TestService[];
let viewer: AbortController;

/** An instance that looks for room, and two others. */
beforeAll(async () => {
  world = await createWorld({}, { prepared: { size: '640x360', kilobits: 500 } });
  camera = await world.importCamera(1);
  others = [await world.startInstance(), await world.startInstance()];
  const rows = world.database.selectFrom('playback_instances').select('id');
  await vi.waitFor(async () => expect(await rows.execute()).toHaveLength(3), 30_000);
});
afterAll(async () => {
  await Promise.all((others ?? []).map((other) => other.close()));
  await world?.close();
});

beforeEach(() => {
  viewer = new AbortController();
});
afterEach(async () => {
  viewer.abort();
  await vi.waitFor(async () => expect(await rows()).toEqual([]), 30_000);
});

const selfOf = ({ app }: Pick<TestService, 'app'>) => app.get(Instances).self;
const rows = () => world.database.selectFrom('playback_streams').select('instance_id').execute();
const emptiest = () => {
  const { app } = world.service;
  return app.get(StreamClaimsRepository).emptiest(selfOf({ app }), 2);
};

/** Motion JPEG of an instance, whose first picture has come. */
async function watch({ url }: Pick<TestService, 'url'>, minutesAgo = 100, speed = 1) {
  const time = new Date(world.clock.now().getTime() - minutesAgo * MINUTE_MS).toISOString();
  const answer = await fetch(
    new URL(`/api/v1/cameras/${camera.id}/playback/stream?format=mjpeg&time=${time}&speed=${speed}`, url),
    { headers: { Authorization: `Bearer ${world.investigator}` }, signal: viewer.signal },
  );
  if (answer.ok) await new MultipartReader(answer).next();
  return answer.status;
}

describe('an instance that makes motion JPEG', () => {
  it('is not the emptiest, as many as there are viewers of the same', async () => {
    const [busy, idle] = await emptiest();
    const busyOne = others.find((other) => selfOf(other) === busy);
    if (busyOne === undefined) throw new Error('There is no other instance.');

    await Promise.all([watch(busyOne), watch(busyOne)]);

    expect(await rows()).toEqual([{ instance_id: busy }, { instance_id: busy }]);
    expect(await emptiest()).toEqual([idle, busy]);
  });

  it('is empty again when its viewers have left, and where nothing could be begun', async () => {
    await watch(world.service);
    const beforeAllFootage = 30 * 24 * 60;
    expect(await watch(world.service, beforeAllFootage, -1)).toBe(404);
    expect(await rows()).toHaveLength(1);

    viewer.abort();

    await vi.waitFor(async () => expect(await rows()).toEqual([]), 30_000);
  });

  it('forgets what one that was killed has left', async () => {
    const killed = newInstanceId();
    const left = newStreamId(killed);
    await world.database
      .insertInto('playback_streams')
      .values({ wish: left, id: left, instance_id: killed })
      .execute();

    await watch(world.service);

    expect(await rows()).toEqual([{ instance_id: selfOf(world.service) }]);
  });
});
