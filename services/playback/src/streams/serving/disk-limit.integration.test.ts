import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { readPlaylist } from '../../testing/read-playlist.ts';

const MEGABYTE = 1024 * 1024;
const LIMIT = 16 * MEGABYTE;
const HOUR_MS = 3_600_000;
let world: World;
/** Of those that were played, in bytes. */
let largestSegment = 0;
let camera: Awaited<ReturnType<World['importCamera']>>;

beforeAll(async () => {
  world = await createWorld(
    { PLAYBACK_MAX_DISK_MB: '16' },
    { prepared: { size: '640x360', kilobits: 8000 } },
  );
  camera = await world.importCamera(1);
});
afterAll(() => world?.close());

/** What the files in a folder and below it take, in bytes. */
async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true });
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (file) => (file.isFile() ? file.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Looks at the disk again and again until it is told to end; answers the most it has seen. */
function watchDisk() {
  const end = new AbortController();
  const watching = (async () => {
    let most = 0;
    while (!end.signal.aborted) {
      most = Math.max(most, await sizeOf(world.directory));
      await pause(20);
    }
    return most;
  })();
  return () => {
    end.abort();
    return watching;
  };
}

const streamAt = (hoursAgo: number, more = '') => {
  const time = new Date(world.clock.now().getTime() - hoursAgo * HOUR_MS).toISOString();
  return world.call(`GET /api/v1/cameras/${camera.id}/playback/stream?time=${time}${more}`);
};

/** Plays streams as viewers do, segment after segment as they are listed, until each has played so many. */
async function playAll(hoursAgo: number[], count: number) {
  const played = new Map(hoursAgo.map((hours) => [hours, new Set<string>()]));
  const isOver = () => [...played.values()].every(({ size }) => size >= count);
  await Promise.all(
    [...played].map(async ([hours, urls]) => {
      let more = '';
      while (!isOver()) {
        const answer = await streamAt(hours, more);
        expect(answer.status).toBe(200);
        expect(answer.headers.get('X-Playback-Problem')).toBeNull();
        more = `&streamId=${/STREAM="([^"]+)"/.exec(String(answer.body))?.[1]}`;
        const next = readPlaylist(String(answer.body)).segments.find(({ url }) => !urls.has(url));
        if (next === undefined) await pause(50);
        else await load(next.url);
        if (next !== undefined) urls.add(next.url);
      }
    }),
  );
}

async function load(url: string) {
  const segment = await fetch(new URL(url, world.service.url));
  expect(segment.status).toBe(200);
  const { byteLength } = await segment.arrayBuffer();
  largestSegment = Math.max(largestSegment, byteLength);
}

describe('the disk', () => {
  it('holds no more than its limit and a segment, while all who watch go on', async () => {
    const watched = watchDisk();

    await playAll([2, 3, 4, 5, 7], 12).finally(watched);

    const most = await watched();
    expect(most).toBeGreaterThan(LIMIT / 2);
    expect(most).toBeLessThanOrEqual(LIMIT + largestSegment);
    expect(await streamAt(6)).toMatchObject({ status: 503, body: { code: 'stream-limit-reached' } });
  });
});
