import { QueryClient } from '@tanstack/react-query';
import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { api, server } from '../../testing/server.ts';
import { findSequences, severalFootageQuery } from './several.query.ts';

const DAY = 24 * 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');
const iso = (at: number) => new Date(at).toISOString();
const nine = Array.from({ length: 9 }, (_, index) => `camera-${index + 1}`);
const around = (days: number) => ({ from: noon - days * DAY, to: noon });

/** A VMS of which these sequences are asked; tells what was asked for. */
function given(sequences: Readonly<Record<string, readonly (readonly [from: number, to: number])[]>> = {}) {
  const asked: { path: string; resolution?: string; timeZone?: string }[] = [];
  server.use(
    http.post(api('/recordings/:what'), async ({ request, params }) => {
      const { cameraIds, startTime, endTime, ...more } = Object(await request.json());
      asked.push({ path: String(params.what), ...more });
      const buckets = [{ timestamp: startTime, hasRecording: true, segmentCount: 3, coverage: 0.75 }];
      const stretches = (id: string) =>
        (sequences[id] ?? [])
          .filter(([from, to]) => to > Date.parse(startTime) && from < Date.parse(endTime))
          .map(([from, to]) => ({ startTime: iso(from), endTime: iso(to) }));
      const results = cameraIds.map((cameraId: string) => ({
        cameraId,
        status: 'answered',
        answer:
          params.what === 'timeline' ? { timeline: buckets } : { sequences: stretches(cameraId), gaps: [] },
      }));
      return HttpResponse.json({ results });
    }),
  );
  return { asked, queries: new QueryClient({ defaultOptions: { queries: { retry: false } } }) };
}

describe('the footage of several cameras', () => {
  it('is asked for in days of the reader’s zone where it spans a year', async () => {
    const { asked, queries } = given();
    const footage = await queries.fetchQuery(severalFootageQuery(nine, around(365), 'Asia/Dubai'));

    expect(asked).toEqual([{ path: 'timeline', resolution: 'day', timeZone: 'Asia/Dubai' }]);
    expect(footage.get('camera-9')?.density).toEqual([{ from: noon - 365 * DAY, to: noon, share: 0.75 }]);
    expect(footage.get('camera-9')?.sequences).toEqual([]);
  });

  it('is coarse the sooner, the more cameras there are', async () => {
    const { asked, queries } = given();
    const ask = (ids: string[], days: number) =>
      queries.fetchQuery(severalFootageQuery(ids, around(days), 'UTC'));
    await ask(nine, 10);
    await ask(nine, 30);
    await ask(nine.slice(0, 1), 30);

    expect(asked.map(({ path, resolution }) => resolution ?? path)).toEqual(['query', 'hour', 'query']);
  });
});

describe('the sequence beside a moment', () => {
  const sequences = {
    'camera-1': [[noon - 3 * DAY, noon - 2 * DAY]],
    'camera-2': [
      [noon - 2.5 * DAY, noon - 2.4 * DAY],
      [noon + 40_000, noon + 50_000],
    ],
  } as const;

  it('is that of each camera which has one near, looked for further away where none has', async () => {
    const { queries, asked } = given(sequences);

    expect(await findSequences(queries, nine, noon, 'previous')).toEqual([
      { from: noon - 3 * DAY, to: noon - 2 * DAY },
      { from: noon - 2.5 * DAY, to: noon - 2.4 * DAY },
    ]);
    expect(asked).toHaveLength(2);
    expect(await findSequences(queries, nine, noon, 'next')).toEqual([
      { from: noon + 40_000, to: noon + 50_000 },
    ]);
  });

  it('is none where no camera has one within a year', async () => {
    const { queries } = given(sequences);

    expect(await findSequences(queries, nine, noon + DAY, 'next')).toBeUndefined();
    expect(await findSequences(queries, nine, noon + 400 * DAY, 'previous')).toBeUndefined();
  });

  it('is found ten months away, and asked for month by month there', async () => {
    const { queries, asked } = given(sequences);
    const found = await findSequences(queries, nine, noon + 300 * DAY, 'previous');

    expect(found).toContainEqual({ from: noon + 40_000, to: noon + 50_000 });
    expect(asked.length).toBeGreaterThan(9);
  });
});
