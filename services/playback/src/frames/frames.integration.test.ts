import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findGap } from '../testing/find-gap.ts';
import { frameReader } from '../testing/frame-reader.ts';
import { createWorld, type World } from '../testing/playback-world.ts';

let world: World;
let gap: { startTime: Date; endTime: Date };
let path: ReturnType<typeof frameReader>['path'];
let frame: ReturnType<typeof frameReader>['frame'];

beforeAll(async () => {
  world = await createWorld();
  const camera = await world.importCamera(1);
  ({ path, frame } = frameReader(world, camera));
  gap = await findGap(world, camera.id);
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

const videoCalls = () => world.simulator.state().calls.video ?? 0;
const before = (ms: number) => new Date(gap.startTime.getTime() - ms);
/** The simulator takes fifteen pictures a second, the first on the second. */
const picturesAfter = (time: Date, count: number) =>
  new Date(time.getTime() + Math.round((count * 1000) / 15)).toISOString();

describe('the picture of a moment', () => {
  it('ends the VMS’s video when the client goes', async () => {
    const vms = world.simulator.hold({ operation: 'video' });
    const gone = new AbortController();
    const asked = world.picture(path(before(90_000)), {}, gone.signal);
    await vms.reached;
    gone.abort();

    await expect(asked).rejects.toThrow();
    vms.letGo();
    await expect.poll(() => world.simulator.state().openStreams).toEqual([]);
  });

  it('is the last one taken until then, with the time at which it was taken', async () => {
    const second = before(600_000);

    expect((await frame(new Date(second.getTime() + 198))).taken).toBe(picturesAfter(second, 2));
    expect((await frame(new Date(second.getTime() + 200))).taken).toBe(picturesAfter(second, 3));
  });

  it('is none in a gap, and the problem says where the nearest footage is', async () => {
    const { status, body } = await world.call(`GET ${path(new Date(gap.startTime.getTime() + 3_000))}`);

    expect(status).toBe(404);
    expect(body).toMatchObject({
      code: 'picture-not-found',
      nearestFootage: { before: gap.startTime.toISOString(), after: gap.endTime.toISOString() },
    });
  });

  it('is scaled down to a width, and never up', async () => {
    const { default: sharp } = await import('sharp');
    const width = async (asked: number) =>
      (await sharp((await world.picture(path(before(600_000), `&width=${asked}`))).image).metadata()).width;

    expect(await width(320)).toBe(320);
    expect(await width(3840)).toBe(640);
  });
});

describe('stepping', () => {
  it('leads to each next picture, over the borders of groups of pictures', async () => {
    const start = before(500_000);
    let { taken } = await frame(start);
    for (let count = 1; count <= 20; count += 1) {
      taken = (await frame(taken, '&step=1')).taken;
      expect(taken).toBe(picturesAfter(start, count));
    }
  });

  it('there and back again leads to the same picture', async () => {
    const start = await frame(new Date(before(400_000).getTime() + 800));
    let { taken } = start;
    for (let count = 0; count < 17; count += 1) taken = (await frame(taken, '&step=1')).taken;
    expect(taken).not.toBe(start.taken);
    for (let count = 0; count < 16; count += 1) taken = (await frame(taken, '&step=-1')).taken;

    const back = await frame(taken, '&step=-1');

    expect(back.taken).toBe(start.taken);
    expect(back.image.equals(start.image)).toBe(true);
  });

  it('by several pictures is as good as one by one', async () => {
    const start = before(300_000);

    expect((await frame(start, '&step=1&count=40')).taken).toBe(picturesAfter(start, 40));
    expect((await frame(start, '&step=-1&count=40')).taken).toBe(picturesAfter(start, -40));
  });

  it('on over a gap leads to the first picture after it, and says so', async () => {
    const last = await frame(before(1));

    const next = await frame(last.taken, '&step=1');

    expect(next.taken).toBe(gap.endTime.toISOString());
    expect(next.crossedGap).toBe(`${gap.startTime.toISOString()}/${gap.endTime.toISOString()}`);
  });

  it('back over a gap leads to the last picture before it, and says so', async () => {
    const previous = await frame(gap.endTime, '&step=-1');

    expect(previous.taken).toBe(picturesAfter(gap.startTime, -1));
    expect(previous.crossedGap).toBe(`${gap.startTime.toISOString()}/${gap.endTime.toISOString()}`);
  });

  it('out of a gap leads to its borders', async () => {
    const middle = new Date((gap.startTime.getTime() + gap.endTime.getTime()) / 2);

    expect((await frame(middle, '&step=1')).taken).toBe(gap.endTime.toISOString());
    expect((await frame(middle, '&step=-1')).taken).toBe(picturesAfter(gap.startTime, -1));
  });

  it('to and fro within a group of pictures costs one decode', async () => {
    let { taken } = await frame(before(200_000));
    const calls = videoCalls();
    for (const step of [1, 1, 1, -1, 1, -1, -1, -1]) taken = (await frame(taken, `&step=${step}`)).taken;

    expect(videoCalls()).toBe(calls);
  });

  it('by many at once costs one decode', async () => {
    const calls = videoCalls();

    const taken = await Promise.all(
      Array.from({ length: 8 }, () => world.picture(path(before(150_000), '&step=1'))),
    );

    expect(new Set(taken.map(({ headers }) => headers.get('ETag'))).size).toBe(1);
    expect(videoCalls()).toBe(calls + 1);
  });

  it('beyond the newest picture is told as such', async () => {
    const { status, body } = await world.call(`GET ${path(world.clock.now(), '&step=1')}`);

    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'picture-not-found' });
  });
});

describe('asking for a picture', () => {
  it.each(['&step=2', '&step=1&count=0', '&step=1&count=51', '&width=15', '&width=wide'])(
    'is refused with %s',
    async (more) => {
      const { status, body } = await world.call(`GET ${path(before(60_000), more)}`);

      expect(status).toBe(400);
      expect(body).toMatchObject({ code: 'request-invalid' });
    },
  );

  it('needs an investigator', async () => {
    const token = await world.keys.tokenFor('viewer');
    const { status } = await call(world.service.url, `GET ${path(before(60_000))}`, { token });

    expect(status).toBe(403);
  });

  it('fails as the VMS does: 503 with Retry-After, nothing kept of it', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 10, match: { operation: 'video' } });
    const failed = await world.call(`GET ${path(before(100_000))}`);
    world.simulator.clearFaults();

    expect(failed.status).toBe(503);
    expect(failed.headers.get('Retry-After')).not.toBeNull();
    expect((await frame(before(100_000))).taken).toBe(before(100_000).toISOString());
  });
});
