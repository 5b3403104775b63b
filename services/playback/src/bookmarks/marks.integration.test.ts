import { type BookmarkMark, BookmarkMarks, type CameraId } from '@playhead/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';

let world: World;
let camera: { id: CameraId };

beforeAll(async () => {
  world = await createWorld();
  camera = await world.importCamera(1);
});
afterAll(() => world?.close());
beforeEach(() => world.database.deleteFrom('playback_bookmarks').execute());

const DAY = { startTime: '2026-02-28T00:00:00.000Z', endTime: '2026-03-01T00:00:00.000Z' };
const YEAR = { startTime: '2025-03-01T00:00:00.000Z', endTime: '2026-03-01T00:00:00.000Z' };
const HOUR_MS = 3_600_000;

/** So many bookmarks of one second each, at even distances from the beginning of `range` on. */
const setMany = (count: number, range: { startTime: string; endTime: string }) =>
  sql`
    INSERT INTO playback_bookmarks
      (camera_id, start_time, end_time, title, search_key, created_by, created_by_name, created_at, updated_at)
    SELECT ${camera.id}, start, start + INTERVAL '1 second', 'Mark ' || n, '', ${world.userId}, 'investigator', NOW(), NOW()
    FROM generate_series(0, ${count - 1}::int) AS n,
      LATERAL (SELECT ${range.startTime}::timestamptz
        + (${range.endTime}::timestamptz - ${range.startTime}::timestamptz) * n / ${count}::int AS start) AS place
  `.execute(world.database);

const marksOf = async ({ startTime, endTime }: typeof DAY, most?: number) => {
  const query = `startTime=${startTime}&endTime=${endTime}${most === undefined ? '' : `&most=${most}`}`;
  const answer = await world.call(`GET /api/v1/cameras/${camera.id}/bookmarks/marks?${query}`);
  return BookmarkMarks.parse(answer.body);
};
const countOf = (mark: BookmarkMark) => (mark.kind === 'cluster' ? mark.count : 1);

describe('the marks of a range', () => {
  it('are its bookmarks one by one, also side by side, where they are few', async () => {
    await setMany(24, DAY);
    await setMany(2, { ...DAY, endTime: '2026-02-28T00:00:00.002Z' });

    const { marks, total } = await marksOf(DAY, 26);

    expect(total).toBe(26);
    expect(marks.every(({ kind }) => kind === 'bookmark')).toBe(true);
    expect(marks.at(-1)).toEqual({
      kind: 'bookmark',
      id: expect.any(String),
      startTime: '2026-02-28T23:00:00.000Z',
      endTime: '2026-02-28T23:00:01.000Z',
      title: 'Mark 23',
      createdBy: { userId: world.userId, username: 'investigator' },
    });
  });

  it('are clusters that count them all and say where they lie, where they are many', async () => {
    await setMany(48, DAY);

    const { marks, total } = await marksOf(DAY, 24);

    expect(total).toBe(48);
    expect(marks).toHaveLength(24);
    expect(marks[1]).toEqual({
      kind: 'cluster',
      startTime: '2026-02-28T01:00:00.000Z',
      endTime: '2026-02-28T01:30:00.000Z',
      count: 2,
    });
  });

  it('hold a lonely bookmark by itself beside the clusters of others', async () => {
    await setMany(100, { ...DAY, endTime: '2026-02-28T01:00:00.000Z' });
    await setMany(1, { ...DAY, startTime: '2026-02-28T12:00:00.000Z' });

    const { marks } = await marksOf(DAY, 24);

    expect(marks).toMatchObject([
      { kind: 'cluster', count: 100 },
      { kind: 'bookmark', title: 'Mark 0' },
    ]);
  });

  it('begin with what lasts into the range', async () => {
    await setMany(30, DAY);
    const middle = new Date(Date.parse(DAY.startTime) + 500).toISOString();

    const few = await marksOf({ ...DAY, startTime: middle }, 30);
    const many = await marksOf({ ...DAY, startTime: middle }, 5);

    expect(few.marks[0]).toMatchObject({ kind: 'bookmark', title: 'Mark 0' });
    expect(many.marks[0]?.startTime).toBe(DAY.startTime);
    expect(many.total).toBe(30);
  });

  it('of a year with five thousand are no more than was asked for', async () => {
    await setMany(5_000, YEAR);

    const { marks, total } = await marksOf(YEAR);

    expect(total).toBe(5_000);
    expect(marks).toHaveLength(500);
    expect(marks.reduce((sum, mark) => sum + countOf(mark), 0)).toBe(5_000);
    for (const mark of marks) {
      expect(Date.parse(mark.endTime ?? '') - Date.parse(mark.startTime)).toBeLessThan(18 * HOUR_MS);
    }
  });

  it('is refused for more than a year, and for more marks than fit anywhere', async () => {
    const answers = [
      `startTime=2024-01-01T00:00:00Z&endTime=2026-01-01T00:00:00Z`,
      `startTime=${DAY.startTime}&endTime=${DAY.endTime}&most=2001`,
    ].map((query) => world.call(`GET /api/v1/cameras/${camera.id}/bookmarks/marks?${query}`));

    for (const { status } of await Promise.all(answers)) expect(status).toBe(400);
  });
});
