import { StreamId } from '@playhead/contracts';
import { call, type TestService } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { Instances } from '../../instances/instances.ts';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { readPlaylist } from '../../testing/read-playlist.ts';
import { instanceOf } from '../stream-id.ts';

const MINUTE_MS = 60_000;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let second: TestService;

/** Two instances that have room for one stream each, which is being watched as long as the clock stands still. */
beforeAll(async () => {
  world = await createWorld(
    { PLAYBACK_MAX_CONCURRENT_STREAMS: '1' },
    { prepared: { size: '640x360', kilobits: 500 } },
  );
  camera = await world.importCamera(1);
  second = await world.startInstance();
});
afterAll(async () => {
  await second?.close();
  await world?.close();
});

const pathTo = (minutesAgo: number, more = '') => {
  const time = new Date(world.clock.now().getTime() - minutesAgo * MINUTE_MS).toISOString();
  return `/api/v1/cameras/${camera.id}/playback/stream?time=${time}${more}`;
};
const read = ({ url }: Pick<TestService, 'url'>, minutesAgo: number, more?: string) =>
  call(url, `GET ${pathTo(minutesAgo, more)}`, { token: world.investigator });

/** An instance with room, as soon as the others can know of it. */
async function startThird() {
  const third = await world.startInstance({ PLAYBACK_MAX_CONCURRENT_STREAMS: '50' });
  onTestFinished(() => third.close());
  const { self } = third.app.get(Instances);
  const rows = world.database.selectFrom('playback_instances').select('id').where('id', '=', self);
  await expect.poll(() => rows.execute()).toHaveLength(1);
  return self;
}

const streamIn = (body: unknown) => StreamId.parse(/STREAM="([^"]+)"/.exec(String(body))?.[1]);
const ownerOf = (body: unknown) => instanceOf(streamIn(body));

describe('an instance that has no room for a stream', () => {
  it('has another begin it, and passes on what that shows', async () => {
    const [own, handed] = [await read(world.service, 100), await read(world.service, 101)];

    expect([own.status, handed.status]).toEqual([200, 200]);
    expect(ownerOf(own.body)).toBe(world.service.app.get(Instances).self);
    expect(ownerOf(handed.body)).toBe(second.app.get(Instances).self);
    const link = readPlaylist(String(handed.body)).segments[0]?.url ?? '';
    expect((await fetch(new URL(link, world.service.url))).status).toBe(200);
    expect(streamIn((await read(world.service, 101)).body)).toBe(streamIn(handed.body));
  });

  it('says when to come back where no other has room either', async () => {
    const { status, body, headers } = await read(second, 102);

    expect(status).toBe(503);
    expect(body).toMatchObject({ code: 'stream-limit-reached' });
    expect(headers.get('Retry-After')).toMatch(/^\d+$/);
  });

  it('hands nothing on that was handed on to it', async () => {
    const third = await startThird();

    const hop = (minutesAgo: number) =>
      fetch(new URL(pathTo(minutesAgo), second.url), {
        headers: { Authorization: `Bearer ${world.investigator}`, 'x-playhead-hop': '1' },
      });

    expect((await hop(103)).status).toBe(503);
    const takenMeanwhile = await hop(100);
    expect(takenMeanwhile.status).toBe(404);
    expect(await takenMeanwhile.json()).toMatchObject({ code: 'stream-not-found' });
    expect(ownerOf((await read(second, 103)).body)).toBe(third);
  });

  it('tells what keeps the other from beginning it', async () => {
    await startThird();
    const beforeAllFootage = 30 * 24 * 60;

    expect(await read(second, beforeAllFootage, '&speed=-1')).toMatchObject({
      status: 404,
      body: { code: 'footage-not-found' },
    });
  });
});
