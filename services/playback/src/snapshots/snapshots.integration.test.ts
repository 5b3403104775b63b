import { pictureHeaders } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findGap } from '../testing/find-gap.ts';
import { createWorld, type World } from '../testing/playback-world.ts';
import { readPicture } from '../testing/read-picture.ts';
import { tenthsOf } from '../testing/time-strip.ts';

let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let gap: { startTime: Date; endTime: Date };

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
  gap = await findGap(world, camera.id);
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

const path = (time: Date, more = '') =>
  `/api/v1/cameras/${camera.id}/playback/snapshot?time=${time.toISOString()}${more}`;
const before = (ms: number) => new Date(gap.startTime.getTime() - ms);
const vmsCalls = () => world.simulator.state().calls.snapshot ?? 0;

describe('a snapshot', () => {
  it('is the picture of the moment', async () => {
    const time = before(60_000 - 400);
    const { status, headers, image } = await world.picture(path(time));

    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe('image/jpeg');
    expect(await readPicture(world.ffmpegPath, image)).toEqual({
      camera: camera.number,
      tenths: tenthsOf(time),
    });
  });

  it('is asked of the VMS once, however many want it, at once and later', async () => {
    const time = before(120_000);
    const calls = vmsCalls();
    await Promise.all(Array.from({ length: 6 }, () => world.picture(path(time))));
    await world.picture(path(time, '&width=320'));

    expect(vmsCalls()).toBe(calls + 1);
  });

  it('need not be sent again to a client that has it', async () => {
    const time = before(180_000);
    const first = await world.picture(path(time));
    const etag = first.headers.get('ETag') ?? '';
    const again = await world.picture(path(time), { 'If-None-Match': `"another", ${etag}` });
    const other = await world.picture(path(time), { 'If-None-Match': '"another"' });

    expect(etag).toMatch(/^"[\w-]{27}"$/);
    expect(again.status).toBe(304);
    expect(again.image).toHaveLength(0);
    expect(again.headers.get('ETag')).toBe(etag);
    expect(other.status).toBe(200);
  });

  it('may be kept by the client alone: long when it is settled, for seconds while it may change', async () => {
    const settled = await world.picture(path(before(240_000)));
    const recent = await world.picture(path(new Date(world.clock.now().getTime() - 5_000)));

    expect(settled.headers.get('Cache-Control')).toBe('private, max-age=3600');
    expect(recent.headers.get('Cache-Control')).toBe('private, max-age=2');
  });

  it('of a moment near now is asked for anew after seconds', async () => {
    const time = new Date(world.clock.now().getTime() - 7_000);
    await world.picture(path(time));
    const calls = vmsCalls();
    world.clock.advance(3);
    await world.picture(path(time));

    expect(vmsCalls()).toBe(calls + 1);
  });

  it('is as wide as asked, never wider than it was taken', async () => {
    const size = async (width: number) => {
      const { image } = await world.picture(path(before(300_000), `&width=${width}`));
      const { width: wide, height } = await sharp(image).metadata();
      return [wide, height];
    };

    expect(await size(160)).toEqual([160, 90]);
    expect(await size(3840)).toEqual([640, 360]);
  });

  it('tells its own time where its pictures were decoded here', async () => {
    const second = before(360_000);
    const time = new Date(second.getTime() + 110);
    await world.picture(`/api/v1/cameras/${camera.id}/playback/frames?time=${time.toISOString()}`);
    const calls = vmsCalls();

    const { headers } = await world.picture(path(time));

    expect(headers.get(pictureHeaders.wallClock)).toBe(new Date(second.getTime() + 67).toISOString());
    expect(vmsCalls()).toBe(calls);
  });

  it('is none in a gap, and the problem says where the nearest footage is', async () => {
    const { status, body } = await world.call(`GET ${path(new Date(gap.startTime.getTime() + 2_000))}`);

    expect(status).toBe(404);
    expect(body).toMatchObject({
      code: 'picture-not-found',
      detail: expect.stringContaining(gap.endTime.toISOString()),
      nearestFootage: { before: gap.startTime.toISOString(), after: gap.endTime.toISOString() },
    });
  });

  it.each(['&width=15', '&width=3841', '&width=1e9', '&width='])('is refused with %s', async (more) => {
    expect((await world.call(`GET ${path(before(60_000), more)}`)).status).toBe(400);
  });

  it('needs an investigator', async () => {
    const token = await world.keys.tokenFor('viewer');

    expect((await call(world.service.url, `GET ${path(before(60_000))}`, { token })).status).toBe(403);
  });

  it('is a 503 while the VMS is away, and of that nothing is kept', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 10, match: { operation: 'snapshot' } });
    const { status, headers } = await world.call(`GET ${path(before(420_000))}`);
    world.simulator.clearFaults();

    expect(status).toBe(503);
    expect(headers.get('Retry-After')).not.toBeNull();
    expect((await world.picture(path(before(420_000)))).status).toBe(200);
  });

  it('of a camera that one may not see does not exist', async () => {
    const hidden = await world.importCamera(2);
    await world.showOnly([camera]);
    const { status, body } = await world.call(
      `GET /api/v1/cameras/${hidden.id}/playback/snapshot?time=${before(60_000).toISOString()}`,
    );

    expect(status).toBe(404);
    expect(body).toMatchObject({ code: 'camera-not-found' });
  });
});
