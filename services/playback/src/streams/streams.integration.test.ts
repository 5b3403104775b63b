import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingQueryResult } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { readPlaylist } from '../testing/read-playlist.ts';
import { streamReader } from '../testing/stream-reader.ts';
import { readStrips, tenthsOf } from '../testing/time-strip.ts';

const HOUR_MS = 3_600_000;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

const streamAt = (time: Date | string, more = '') => {
  const asked = encodeURIComponent(typeof time === 'string' ? time : time.toISOString());
  return world.call(`GET /api/v1/cameras/${camera.id}/playback/stream?time=${asked}${more}`);
};

/** The playlist as soon as it lists as much as is asked for; it grows while somebody watches. */
const playlistOf = (time: Date, count: number, more = '') =>
  vi.waitFor(
    async () => {
      const answer = await streamAt(time, more);
      expect(answer.status).toBe(200);
      const playlist = readPlaylist(String(answer.body));
      if (playlist.segments.length < count && !playlist.ended)
        throw new Error('The playlist is still short.');
      return playlist;
    },
    { timeout: 20_000, interval: 50 },
  );

const fetchSegment = async (url: string, name: string) => {
  const response = await fetch(new URL(url, world.service.url));
  expect(response.status).toBe(200);
  const file = join(world.keys.directory, name);
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  return file;
};

const lastHours = async (hours: number) => {
  const endTime = world.clock.now();
  const startTime = new Date(endTime.getTime() - hours * HOUR_MS);
  const { body } = await world.call(`POST /api/v1/cameras/${camera.id}/recordings/query`, {
    startTime,
    endTime,
  });
  return RecordingQueryResult.parse(body);
};

/** A gap with footage on both sides: one at the edge of the range may be longer than it looks. */
const aGap = async () => {
  const { gaps, queryRange } = await lastHours(12);
  const gap = gaps.find(
    ({ durationSeconds, startTime }) =>
      durationSeconds > 10 &&
      startTime > queryRange.start &&
      Date.parse(startTime) < world.clock.now().getTime() - HOUR_MS,
  );
  if (gap === undefined) throw new Error('The simulator has no gap in the last twelve hours.');
  return { startTime: new Date(gap.startTime), endTime: new Date(gap.endTime) };
};

describe('a stream', () => {
  it('answers with a playlist whose first segment holds the asked moment', async () => {
    const time = new Date((await aGap()).startTime.getTime() - 600_000 + 400);

    const answer = await streamAt(time);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toContain('application/vnd.apple.mpegurl');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const [first] = readPlaylist(String(answer.body)).segments;
    const startsAt = first?.wallClock.getTime() ?? Number.NaN;
    expect(startsAt).toBeLessThanOrEqual(time.getTime());
    expect(startsAt + (first?.durationSeconds ?? 0) * 1000).toBeGreaterThan(time.getTime());
  });

  it('shows in every segment the pictures of the time that the playlist names', async () => {
    const time = new Date((await aGap()).startTime.getTime() - 900_000);
    const { segments } = await playlistOf(time, 4);

    for (const [index, segment] of segments.slice(0, 4).entries()) {
      const file = await fetchSegment(segment.url, `named-${index}.ts`);
      const strips = await readStrips(world.ffmpegPath, file, 20);
      expect(strips[0]).toEqual({ camera: camera.number, tenths: tenthsOf(segment.wallClock) });
      expect(strips.at(-1)?.tenths).toBe(tenthsOf(new Date(segment.wallClock.getTime() + 14_000 / 15)));
    }
  });

  it('skips a gap, says so, and goes on with the pictures after it', async () => {
    const gap = await aGap();
    const { segments } = await playlistOf(new Date(gap.startTime.getTime() - 3000), 6);

    const index = segments.findIndex(({ discontinuity }) => discontinuity);
    const before = segments[index - 1];
    const after = segments[index];
    expect(index).toBeGreaterThan(0);
    expect(after?.wallClock).toEqual(gap.endTime);
    expect((before?.wallClock.getTime() ?? 0) + (before?.durationSeconds ?? 0) * 1000).toBeCloseTo(
      gap.startTime.getTime(),
      -2,
    );
    const [strip] = await readStrips(world.ffmpegPath, await fetchSegment(after?.url ?? '', 'after.ts'));
    expect(strip).toEqual({ camera: camera.number, tenths: tenthsOf(gap.endTime) });
  });

  it('asked for in a gap begins with the next sequence', async () => {
    const gap = await aGap();
    const middle = new Date((gap.startTime.getTime() + gap.endTime.getTime()) / 2);

    const { segments } = await playlistOf(middle, 1);

    expect(segments[0]?.wallClock).toEqual(gap.endTime);
    const { headers, body } = await streamAt(middle);
    expect(headers.get('X-Playback-Start')).toBe(gap.endTime.toISOString());
    expect(headers.get('X-Playback-Start-Skipped')).toBe('true');
    expect(body).toContain(`START="${gap.endTime.toISOString()}",SKIPPED=YES`);
  });

  it('rests when enough is ready, and goes on when a viewer comes closer', async () => {
    const time = new Date((await aGap()).startTime.getTime() - 1_200_000);
    const elsewhere = new Date(time.getTime() + 60_000);
    const { segments } = await playlistOf(time, 30);

    await playlistOf(elsewhere, 30);
    const rested = readPlaylist(String((await streamAt(time)).body));
    expect(rested.segments.length).toBeLessThan(40);

    await fetchSegment(segments[10]?.url ?? '', 'ahead.ts');
    const grown = await playlistOf(time, rested.segments.length + 5);
    expect(grown.segments.length).toBeGreaterThanOrEqual(rested.segments.length + 5);
  });

  it('is made once for all who watch the same', async () => {
    const time = new Date((await aGap()).startTime.getTime() - 1_500_000);
    const before = world.simulator.state().calls.video ?? 0;

    const answers = await Promise.all(Array.from({ length: 8 }, () => streamAt(time)));

    const urls = new Set(answers.map(({ body }) => readPlaylist(String(body)).segments[0]?.url));
    expect(urls.size).toBe(1);
    expect(world.simulator.state().calls.video).toBe(before + 1);
  });

  it('ends where it was to end', async () => {
    const time = new Date((await aGap()).startTime.getTime() - 300_000);
    const end = new Date(time.getTime() + 3_400);

    const playlist = await playlistOf(time, 1_000, `&end=${end.toISOString()}`);

    expect(playlist.ended).toBe(true);
    const last = playlist.segments.at(-1);
    const lastEnd = (last?.wallClock.getTime() ?? 0) + (last?.durationSeconds ?? 0) * 1000;
    expect(Math.abs(lastEnd - end.getTime())).toBeLessThanOrEqual(70);
  });

  it('waits at the live edge, and goes on with what is recorded then, every picture once', async () => {
    const time = new Date(world.clock.now().getTime() - 5_600);
    const first = await playlistOf(time, 5);
    expect(first.ended).toBe(false);
    world.clock.advance(5);

    const { segments, ended } = await playlistOf(time, first.segments.length + 3);

    expect(ended).toBe(false);
    const shown = [];
    for (const segment of segments) {
      expect(segment.discontinuity).toBe(false);
      const file = await fetchSegment(segment.url, 'edge.ts');
      shown.push(...(await readStrips(world.ffmpegPath, file, 100)).map(({ tenths }) => tenths));
    }
    const start = segments[0]?.wallClock.getTime() ?? 0;
    expect(shown).toEqual(shown.map((_, n) => tenthsOf(new Date(start + Math.floor((n * 1000) / 15)))));
  });

  it('goes on where the VMS broke off, every picture once', async () => {
    const time = new Date((await aGap()).startTime.getTime() - 2_000_000);
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });

    const { segments } = await playlistOf(time, 10);

    expect(world.simulator.state().faults).toEqual([]);
    const start = segments[0]?.wallClock.getTime() ?? 0;
    expect(segments.map(({ wallClock }) => wallClock.getTime() - start)).toEqual(
      segments.map((_, index) => index * 1000),
    );
    expect(segments.some(({ discontinuity }) => discontinuity)).toBe(false);
  });

  it('that breaks for good shows what it has, and says why it ends', async () => {
    const time = new Date((await aGap()).startTime.getTime() - 2_400_000);
    world.simulator.addFault({ kind: 'drop', afterBytes: 150_000, calls: 1, match: { operation: 'video' } });
    world.simulator.addFault({ kind: 'drop', afterBytes: 0, calls: 50, match: { operation: 'video' } });

    const { segments } = await playlistOf(time, 1_000);

    const answer = await streamAt(time);
    expect(segments.length).toBeGreaterThan(0);
    expect(answer.headers.get('X-Playback-Problem')).toBe('vms-unavailable');
    expect(answer.body).toMatch(
      /#EXT-X-PLAYHEAD-PROBLEM:CODE="vms-unavailable",DETAIL="[^"]+"\n#EXT-X-ENDLIST/,
    );
  });

  it('after the last footage is a 404', async () => {
    const answer = await streamAt(new Date(world.clock.now().getTime() + HOUR_MS));

    expect(answer).toMatchObject({ status: 404, body: { code: 'footage-not-found' } });
  });

  it('of a VMS that is down is a 503 that says when to come back', async () => {
    world.simulator.addFault({ kind: 'status', status: 503, calls: 50, match: { operation: 'video' } });

    const answer = await streamAt(new Date((await aGap()).startTime.getTime() - 1_700_000));

    expect(answer).toMatchObject({ status: 503, body: { code: 'vms-unavailable' } });
    expect(answer.headers.get('Retry-After')).toMatch(/^\d+$/);
  });

  it.each([
    ['yesterday', '', '#/time'],
    ['', '', '#/time'],
    ['2026-03-01T12:00:00', '', '#/time'],
    ['2026-03-01T12:00:00Z', '&speed=3', '#/speed'],
    ['2026-03-01T12:00:00Z', '&speed=fast', '#/speed'],
    ['2026-03-01T12:00:00Z', '&format=avi', '#/format'],
  ])('at "%s"%s is refused and points at %s', async (time, more, pointer) => {
    const answer = await streamAt(time, more);

    expect(answer).toMatchObject({ status: 400, body: { code: 'request-invalid', errors: [{ pointer }] } });
  });

  it('of a camera that was never imported is a 404', async () => {
    const answer = await world.call(
      `GET /api/v1/cameras/${randomUUID()}/playback/stream?time=2026-03-01T12:00:00Z`,
    );

    expect(answer).toMatchObject({ status: 404, body: { code: 'camera-not-found' } });
  });

  it('is for investigators, signed in', async () => {
    const path = `GET /api/v1/cameras/${camera.id}/playback/stream?time=2026-03-01T12:00:00Z`;

    expect((await call(world.service.url, path)).status).toBe(401);
    expect((await call(world.service.url, path, { token: await world.keys.tokenFor('viewer') })).status).toBe(
      403,
    );
  });
});

describe('a segment', () => {
  const link = async () => {
    const { segments } = await playlistOf(new Date((await aGap()).startTime.getTime() - 600_000), 1);
    return new URL(segments[0]?.url ?? '', world.service.url);
  };

  it('needs no token, its link is its permission, and comes whole', async () => {
    const answer = await fetch(await link());

    expect(answer.headers.get('Content-Type')).toBe('video/mp2t');
    const { byteLength } = await answer.arrayBuffer();
    expect(answer.headers.get('Content-Length')).toBe(String(byteLength));
    expect(byteLength % 188).toBe(0);
  });

  it('is not given any more to somebody who may not see the camera', async () => {
    const others = await createWorld();
    const its = await others.importCamera(2);
    const reader = streamReader(others, its);
    const { segments } = await reader.playlistOf(new Date(others.clock.now().getTime() - HOUR_MS), 1);
    await others.showOnly([]);

    const refused = await fetch(new URL(segments[0]?.url ?? '', others.service.url));

    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'segment-link-invalid' });
    await others.close();
  });

  it.each([
    ['somebody else', (url: URL) => url.searchParams.set('user', randomUUID())],
    ['another camera', (url: URL) => url.searchParams.set('camera', randomUUID())],
    ['a number that was never made', (url: URL) => (url.pathname = url.pathname.replace('0.ts', '99999.ts'))],
    ['another stream', (url: URL) => (url.pathname = url.pathname.replace(/streams\/./, 'streams/_'))],
    ['a longer life', (url: URL) => url.searchParams.set('expires', '4000000000')],
    ['no signature', (url: URL) => url.searchParams.delete('signature')],
    ['a path of its own', (url: URL) => (url.pathname = url.pathname.replace('0.ts', '..%2f..%2f0.ts'))],
  ])('is not given for a link with %s', async (_, alter) => {
    const url = await link();
    alter(url);

    expect([400, 403, 404]).toContain((await fetch(url)).status);
  });
});

describe('the files of streams', () => {
  it('are gone when the service has stopped', async () => {
    const other = await createWorld();
    const its = await other.importCamera(2);
    const time = new Date(world.clock.now().getTime() - 2 * HOUR_MS).toISOString();
    await other.call(`GET /api/v1/cameras/${its.id}/playback/stream?time=${time}`);
    const streams = join(other.directory, 'streams');
    expect(await readdir(streams)).toHaveLength(1);

    await other.service.close();

    expect(await readdir(streams)).toEqual([]);
    await other.close();
  });
});
