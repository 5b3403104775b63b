import { randomUUID } from 'node:crypto';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { readPlaylist } from '../testing/read-playlist.ts';
import { streamReader } from '../testing/stream-reader.ts';
import { tenthsOf } from '../testing/time-strip.ts';

const HOUR_MS = 3_600_000;

let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let reader: ReturnType<typeof streamReader>;
let gap: Awaited<ReturnType<typeof reader.aGap>>;

beforeAll(async () => {
  world = await createWorld({}, { prepared: { size: '640x360', kilobits: 2_000 } });
  camera = await world.importCamera(1);
  reader = streamReader(world, camera);
  gap = await reader.aGap();
});
afterAll(() => world?.close());

describe('a stream', () => {
  it('answers with a playlist whose first segment holds the asked moment', async () => {
    const time = new Date(gap.startTime.getTime() - 600_000 + 400);

    const answer = await reader.streamAt(time);

    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toContain('application/vnd.apple.mpegurl');
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const [first] = readPlaylist(String(answer.body)).segments;
    const startsAt = first?.wallClock.getTime() ?? Number.NaN;
    expect(startsAt).toBeLessThanOrEqual(time.getTime());
    expect(startsAt + (first?.durationSeconds ?? 0) * 1000).toBeGreaterThan(time.getTime());
  });

  it('shows in every segment the pictures of the time that the playlist names', async () => {
    const time = new Date(gap.startTime.getTime() - 900_000);
    const { segments } = await reader.playlistOf(time, 4);

    for (const segment of segments.slice(0, 4)) {
      const pictures = await reader.picturesOf(segment);
      expect(pictures[0]).toMatchObject({ camera: camera.number, tenths: tenthsOf(segment.wallClock) });
      expect(pictures.at(-1)?.tenths).toBe(tenthsOf(new Date(segment.wallClock.getTime() + 14_000 / 15)));
    }
  });

  it('skips a gap, says so, and goes on with the pictures after it', async () => {
    const { segments } = await reader.playlistOf(new Date(gap.startTime.getTime() - 3000), 6);

    const index = segments.findIndex(({ discontinuity }) => discontinuity);
    const before = segments[index - 1];
    const after = segments[index];
    expect(index).toBeGreaterThan(0);
    expect(after?.wallClock).toEqual(gap.endTime);
    expect((before?.wallClock.getTime() ?? 0) + (before?.durationSeconds ?? 0) * 1000).toBeCloseTo(
      gap.startTime.getTime(),
      -2,
    );
    const [picture] = after === undefined ? [] : await reader.picturesOf(after);
    expect(picture).toMatchObject({ camera: camera.number, tenths: tenthsOf(gap.endTime) });
  });

  it('says that it skips a gap, also of less than a second', async () => {
    const { body } = await reader.streamAt(new Date(gap.endTime.getTime() - 300));

    expect(body).toContain(`START="${gap.endTime.toISOString()}",SKIPPED=YES`);
  });

  it('asked for in a gap begins with the next sequence', async () => {
    const middle = new Date((gap.startTime.getTime() + gap.endTime.getTime()) / 2);

    const { segments } = await reader.playlistOf(middle, 1);

    expect(segments[0]?.wallClock).toEqual(gap.endTime);
    const { headers, body } = await reader.streamAt(middle);
    expect(headers.get('X-Playback-Start')).toBe(gap.endTime.toISOString());
    expect(headers.get('X-Playback-Start-Skipped')).toBe('true');
    expect(body).toContain(`START="${gap.endTime.toISOString()}",SKIPPED=YES`);
  });

  it('rests when enough is ready, and goes on when a viewer comes closer', async () => {
    const time = new Date(gap.startTime.getTime() - 1_200_000);
    const elsewhere = new Date(time.getTime() + 60_000);
    const { segments } = await reader.playlistOf(time, 17);

    await reader.playlistOf(elsewhere, 17);
    const rested = readPlaylist(String((await reader.streamAt(time)).body));
    const seconds = rested.segments.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    expect(seconds).toBeLessThan(45);

    // Far enough on that more is wanted, however much was on its way when the stream came to rest.
    await reader.fetchSegment(segments[14]?.url ?? '');
    const grown = await reader.playlistOf(time, rested.segments.length + 3);
    expect(grown.segments.length).toBeGreaterThanOrEqual(rested.segments.length + 3);
  });

  it('has short segments first, for those who wait, and fewer and longer ones after them', async () => {
    const { segments } = await reader.playlistOf(new Date(gap.startTime.getTime() - 2_400_000), 8);

    expect(segments.slice(0, 8).map(({ durationSeconds }) => durationSeconds)).toEqual([
      1, 1, 1, 1, 2, 2, 2, 2,
    ]);
  });

  it('is made once for all who watch the same', async () => {
    const time = new Date(gap.startTime.getTime() - 1_500_000);
    const before = world.simulator.state().calls.video ?? 0;

    const answers = await Promise.all(Array.from({ length: 8 }, () => reader.streamAt(time)));

    const urls = new Set(answers.map(({ body }) => readPlaylist(String(body)).segments[0]?.url));
    expect(urls.size).toBe(1);
    expect(world.simulator.state().calls.video).toBe(before + 1);
  });

  it('ends where it was to end', async () => {
    const time = new Date(gap.startTime.getTime() - 300_000);
    const end = new Date(time.getTime() + 3_400);

    const playlist = await reader.playlistOf(time, 1_000, `&end=${end.toISOString()}`);

    expect(playlist.ended).toBe(true);
    const last = playlist.segments.at(-1);
    const lastEnd = (last?.wallClock.getTime() ?? 0) + (last?.durationSeconds ?? 0) * 1000;
    expect(Math.abs(lastEnd - end.getTime())).toBeLessThanOrEqual(70);
  });

  it('after the last footage is a 404', async () => {
    const answer = await reader.streamAt(new Date(world.clock.now().getTime() + HOUR_MS));

    expect(answer).toMatchObject({ status: 404, body: { code: 'footage-not-found' } });
  });

  it.each([
    ['yesterday', '', '#/time'],
    ['', '', '#/time'],
    ['2026-03-01T12:00:00', '', '#/time'],
    ['2026-03-01T12:00:00Z', '&speed=3', '#/speed'],
    ['2026-03-01T12:00:00Z', '&speed=fast', '#/speed'],
    ['2026-03-01T12:00:00Z', '&format=avi', '#/format'],
  ])('at "%s"%s is refused and points at %s', async (time, more, pointer) => {
    const answer = await reader.streamAt(time, more);

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
