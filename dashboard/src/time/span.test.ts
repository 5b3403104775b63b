import { describe, expect, it } from 'vitest';
import {
  contains,
  fetchWindow,
  LONGEST_VIEW_MS,
  lengthOf,
  nextWindow,
  SHORTEST_VIEW_MS,
  spanAround,
  zoomSpan,
} from './span.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');
const view = { from: noon, to: noon + HOUR };

describe('zooming', () => {
  it('keeps the instant under the pointer in its place', () => {
    const pointer = noon + HOUR / 4;
    const zoomed = zoomSpan(view, 2, pointer);

    expect(lengthOf(zoomed)).toBe(HOUR / 2);
    expect((pointer - zoomed.from) / lengthOf(zoomed)).toBeCloseTo(0.25);
  });

  it('goes no closer than five seconds and no further than two months', () => {
    expect(lengthOf(zoomSpan(view, 1e9, noon))).toBeCloseTo(SHORTEST_VIEW_MS);
    expect(lengthOf(zoomSpan(view, 1e-9, noon))).toBeCloseTo(LONGEST_VIEW_MS);
  });
});

describe('a stretch around an instant', () => {
  it('has the instant in its middle', () => {
    expect(spanAround(noon + HOUR / 2, 60_000, view)).toEqual({
      from: noon + HOUR / 2 - 30_000,
      to: noon + HOUR / 2 + 30_000,
    });
  });

  it('does not stick out of its bounds', () => {
    expect(spanAround(noon, HOUR / 2, view)).toEqual({ from: noon, to: noon + HOUR / 2 });
    expect(spanAround(noon + HOUR, HOUR / 2, view)).toEqual({ from: noon + HOUR / 2, to: noon + HOUR });
  });
});

describe('the window asked of the server', () => {
  it('holds the view and as much again on both sides', () => {
    const window = fetchWindow(view);

    expect(window.from).toBeLessThanOrEqual(view.from - HOUR);
    expect(window.to).toBeGreaterThanOrEqual(view.to + HOUR);
  });

  it('stays the same while one pans a little', () => {
    const aligned = Math.ceil(noon / 2 ** 21) * 2 ** 21 + 1000;
    const before = fetchWindow({ from: aligned, to: aligned + HOUR });

    expect(fetchWindow({ from: aligned + 60_000, to: aligned + HOUR + 60_000 })).toEqual(before);
  });

  it('never spans more than the year one query may ask for', () => {
    const longest = { from: noon, to: noon + LONGEST_VIEW_MS };

    expect(lengthOf(fetchWindow(longest))).toBeLessThanOrEqual(366 * 24 * HOUR);
  });
});

describe('a half-open span', () => {
  it('holds its start and not its end', () => {
    expect(contains(view, view.from)).toBe(true);
    expect(contains(view, view.to)).toBe(false);
  });
});

describe('what is loaded', () => {
  const loaded = fetchWindow({ from: noon, to: noon + HOUR });

  it('is kept while the view lies in it', () => {
    expect(nextWindow(loaded, { from: noon + HOUR / 2, to: noon + HOUR })).toBe(loaded);
  });

  it('is replaced when the view leaves it, or needs far less of it', () => {
    const beyond = { from: noon + 10 * HOUR, to: noon + 11 * HOUR };
    expect(nextWindow(loaded, beyond)).toEqual(fetchWindow(beyond));
    const close = { from: noon, to: noon + 60_000 };
    expect(nextWindow(loaded, close)).toEqual(fetchWindow(close));
  });
});
