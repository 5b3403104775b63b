import { beforeEach, describe, expect, it } from 'vitest';
import { follow, levelOf, reveal, showRange, useTimeline, zoomAt, zoomToLevel } from './timeline.store.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');
const view = () => useTimeline.getState().view;

beforeEach(() => showRange({ from: noon, to: noon + HOUR }));

describe('the zoom buttons', () => {
  it('show that share of the range around the playhead', () => {
    zoomToLevel(4, noon + HOUR / 2);

    expect(view()).toEqual({ from: noon + (HOUR * 3) / 8, to: noon + (HOUR * 5) / 8 });
    expect(levelOf(useTimeline.getState(), [1, 2, 4, 8])).toBe(4);
  });

  it('stay inside the range at its edge', () => {
    zoomToLevel(2, noon);

    expect(view()).toEqual({ from: noon, to: noon + HOUR / 2 });
  });

  it('are all out after a zoom in between', () => {
    zoomAt(1.5, noon);

    expect(levelOf(useTimeline.getState(), [1, 2, 4, 8])).toBeUndefined();
  });
});

describe('the view and the playhead', () => {
  it('turns the page when the playhead runs out of it', () => {
    follow(noon + HOUR - 100, noon + HOUR + 100);

    expect(view().from).toBe(noon + HOUR + 100 - HOUR / 10);
  });

  it('stays where it was panned to', () => {
    follow(noon - 200, noon - 100);
    follow(noon + HOUR + 100, noon + HOUR + 200);

    expect(view()).toEqual({ from: noon, to: noon + HOUR });
  });

  it('brings a moment that is asked for into its middle', () => {
    reveal(noon + 3 * HOUR);

    expect(view()).toEqual({ from: noon + 2.5 * HOUR, to: noon + 3.5 * HOUR });
  });
});
