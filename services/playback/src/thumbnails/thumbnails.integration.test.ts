import { pictureHeaders, ThumbnailList } from '@playhead/contracts';
import { MILESTONE } from '@playhead/service-kit';
import { call } from '@playhead/service-kit/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { findGap } from '../testing/find-gap.ts';
import { createWorld, type World } from '../testing/playback-world.ts';
import { readPicture } from '../testing/read-picture.ts';
import { tenthsOf } from '../testing/time-strip.ts';
import { ThumbnailsService } from './thumbnails.service.ts';

let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let gap: { startTime: Date; endTime: Date };

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
  gap = await findGap(world, camera.id);
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.simulator.clearFaults();
  await quiet();
});

const folder = () => `/api/v1/cameras/${camera.id}/playback/thumbnails`;
const one = (time: Date, more = '') => `${folder()}/${time.toISOString()}?${more}`;
const before = (ms: number) => new Date(gap.startTime.getTime() - ms);
/** What the VMS was asked for: videos and snapshots. */
const pictureCalls = () => {
  const { video = 0, snapshot = 0 } = world.simulator.state().calls;
  return video + snapshot;
};
/** Until nothing is fetched beforehand any more. */
const quiet = () => world.service.app.get(ThumbnailsService).settled();

const list = async (from: Date, to: Date, more = '') => {
  const { status, body } = await world.call(
    `GET ${folder()}?startTime=${from.toISOString()}&endTime=${to.toISOString()}${more}`,
  );
  expect(status).toBe(200);
  return ThumbnailList.parse(body);
};

describe('the thumbnails of a range', () => {
  it('are given up when the pointer has moved on', async () => {
    const vms = world.simulator.hold({ operation: 'snapshot' });
    const gone = new AbortController();
    const asked = world.picture(one(before(6_000_000), 'interval=1'), {}, gone.signal);
    await vms.reached;
    gone.abort();

    await expect(asked).rejects.toThrow();
    vms.letGo();
    await expect.poll(() => world.simulator.state().openStreams).toEqual([]);
  });

  it('are not looked for any further when the client has gone', async () => {
    const held = world.simulator.hold({ operation: 'sequences' });
    const vms = world.service.app.get(MILESTONE);
    const client = new AbortController();
    const ask = vms.querySequences.bind(vms);
    const ended = new Promise((resolve) => {
      vi.spyOn(vms, 'querySequences').mockImplementationOnce((...question) => {
        const answer = ask(...question);
        answer.catch(resolve);
        return answer;
      });
    });
    const week = 7 * 86_400_000;
    const range = `startTime=${before(3 * week).toISOString()}&endTime=${before(2 * week).toISOString()}`;
    const asked = world.picture(`${folder()}?${range}`, {}, client.signal);
    await held.reached;
    client.abort();

    await expect(asked).rejects.toThrow();
    expect(await ended).toMatchObject({ kind: 'aborted' });
    held.letGo();
  });

  it('lie on a grid whose step follows from how many are wanted, and are left out in gaps', async () => {
    const { intervalSeconds, thumbnails } = await list(before(1_800_000), gap.endTime, '&count=40');
    const times = thumbnails.map(({ time }) => Date.parse(time));

    expect(intervalSeconds).toBe(60);
    expect(times.every((time) => time % 60_000 === 0)).toBe(true);
    expect(times.at(-1)).toBeLessThan(gap.startTime.getTime());
    expect(thumbnails.length).toBeGreaterThan(25);
  });

  it('are refused when there are too many, with the step to use', async () => {
    const asked = `startTime=${before(3_600_000).toISOString()}&endTime=${gap.startTime.toISOString()}&interval=1`;
    const { status, body } = await world.call(`GET ${folder()}?${asked}`);

    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'request-invalid', detail: expect.stringContaining('Use 10.') });
  });

  it('can each be had at the address that is listed, showing the moment it is listed for', async () => {
    const { thumbnails } = await list(before(1_800_000), before(1_500_000), '&interval=60&width=640');

    for (const { time, url } of thumbnails.slice(1, 4)) {
      const { status, image } = await world.picture(url);
      expect(status).toBe(200);
      expect(await readPicture(world.ffmpegPath, image)).toEqual({
        camera: camera.number,
        tenths: tenthsOf(new Date(time)),
      });
    }
  });
});

describe('a thumbnail', () => {
  it('of a fine grid brings its neighbours with it, as key pictures decoded together', async () => {
    const start = new Date(Math.floor(before(900_000).getTime() / 10_000) * 10_000);
    await world.picture(one(start, 'interval=1&width=640'));
    await quiet();
    const calls = pictureCalls();
    for (let second = 1; second < 10; second += 1) {
      const moment = new Date(start.getTime() + second * 1000);
      const { headers, image } = await world.picture(one(moment, 'interval=1&width=640'));
      expect(headers.get(pictureHeaders.wallClock)).toBe(moment.toISOString());
      expect((await readPicture(world.ffmpegPath, image)).tenths).toBe(tenthsOf(moment));
    }
    await quiet();

    expect(pictureCalls()).toBe(calls);
  });

  it('is small: as wide as asked, rounded up to a few widths', async () => {
    for (const [asked, given] of [
      [160, 160],
      [100, 160],
      [640, 640],
    ]) {
      const { image } = await world.picture(one(before(700_000), `interval=60&width=${asked}`));
      expect((await sharp(image).metadata()).width).toBe(given);
    }
  });

  it('is there at once when the pointer comes from its neighbour', async () => {
    const moment = new Date(Math.floor(before(1_200_000).getTime() / 60_000) * 60_000);
    await world.picture(one(moment, 'interval=60'));
    await quiet();
    const calls = world.simulator.state().calls.snapshot;
    const { status } = await world.picture(one(new Date(moment.getTime() + 60_000), 'interval=60'));

    expect(status).toBe(200);
    await quiet();
    expect((world.simulator.state().calls.snapshot ?? 0) - (calls ?? 0)).toBeLessThanOrEqual(1);
  });

  it('is asked for once by many at once, and has an ETag', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => world.picture(one(before(2_400_000), 'interval=3600'))),
    );
    const etag = answers[0]?.headers.get('ETag') ?? '';

    expect(new Set(answers.map(({ headers }) => headers.get('ETag')))).toEqual(new Set([etag]));
    const again = await world.picture(one(before(2_400_000), 'interval=3600'), { 'If-None-Match': etag });
    expect(again.status).toBe(304);
  });

  it('in a gap is none, which the VMS is not asked for a picture to find out', async () => {
    const calls = pictureCalls();
    const { status, body } = await world.call(
      `GET ${one(new Date(gap.startTime.getTime() + 4_000), 'interval=1')}`,
    );

    expect(status).toBe(404);
    expect(body).toMatchObject({
      code: 'picture-not-found',
      nearestFootage: { after: gap.endTime.toISOString() },
    });
    expect(pictureCalls()).toBe(calls);
  });

  it('shows where footage begins, when that is in the midst of its slot', async () => {
    const { image } = await world.picture(one(gap.endTime, 'interval=10&width=640'));

    expect((await readPicture(world.ffmpegPath, image)).tenths).toBe(tenthsOf(gap.endTime));
  });

  it('is a 503 while the VMS is away, and of that nothing is kept', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 30, match: { operation: 'snapshot' } });
    const failed = await world.call(`GET ${one(before(5_400_000), 'interval=300')}`);
    world.simulator.clearFaults();

    expect(failed.status).toBe(503);
    expect((await world.picture(one(before(5_400_000), 'interval=300'))).status).toBe(200);
  });

  it.each(['interval=0', 'interval=x', 'width=8', 'width=641'])('is refused with %s', async (more) => {
    expect((await world.call(`GET ${one(before(60_000), more)}`)).status).toBe(400);
  });

  it('is refused for what is no moment', async () => {
    expect((await world.call(`GET ${folder()}/yesterday`)).status).toBe(400);
  });

  it('needs an investigator', async () => {
    const token = await world.keys.tokenFor('viewer');

    expect((await call(world.service.url, `GET ${one(before(60_000))}`, { token })).status).toBe(403);
  });
});
