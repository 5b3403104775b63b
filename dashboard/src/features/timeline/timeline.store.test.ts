import { beforeEach, describe, expect, it } from 'vitest';
import {
  clearSelection,
  fitView,
  follow,
  followNow,
  levelOf,
  panBy,
  reveal,
  select,
  selectSpan,
  showRange,
  useTimeline,
  zoomAt,
  zoomBy,
  zoomToLevel,
} from './timeline.store.ts';

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

  it('turns it back when the playhead runs out of it backwards', () => {
    follow(noon + 100, noon - 100);

    expect(view().to).toBe(noon - 100 + HOUR / 10);
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

describe('the view and now', () => {
  const end = noon + HOUR;

  it('goes on with now when that runs out of it', () => {
    followNow(end - 500, end + 500, undefined);

    expect(view()).toEqual({ from: end + 500 - HOUR * 0.9, to: end + 500 + HOUR * 0.1 });
  });

  it('stays while now is in it, or is not', () => {
    followNow(end - 1_500, end - 500, undefined);
    followNow(end + 500, end + 1_500, undefined);

    expect(view()).toEqual({ from: noon, to: end });
  });

  it('stays where it was panned to, until now is asked for', () => {
    panBy(1_000);
    followNow(end + 500, end + 1_500, undefined);
    expect(view()).toEqual({ from: noon + 1_000, to: end + 1_000 });
  });

  it('stays where the playhead would be lost', () => {
    followNow(end - 500, end + 500, noon + 60_000);

    expect(view()).toEqual({ from: noon, to: end });
  });
});

describe('zooming by keys', () => {
  it('is around the playhead, or around the middle of the view where that is elsewhere', () => {
    zoomBy(2, noon);
    expect(view()).toEqual({ from: noon, to: noon + HOUR / 2 });
    zoomBy(2, noon + 10 * HOUR);

    expect(view()).toEqual({ from: noon + HOUR / 8, to: noon + (HOUR * 3) / 8 });
  });
});

describe('a selection', () => {
  const minute = 60_000;

  beforeEach(() => {
    clearSelection();
    showRange({ from: noon, to: noon + 60 * minute });
  });

  it('begins here and ends there, whichever was said first', () => {
    select('from', noon + 10 * minute);
    expect(useTimeline.getState().selection).toEqual({ from: noon + 10 * minute, to: noon + 60 * minute });
    select('to', noon + 20 * minute);
    expect(useTimeline.getState().selection).toEqual({ from: noon + 10 * minute, to: noon + 20 * minute });
  });

  it('begins anew where its start is put behind its end', () => {
    select('to', noon + 20 * minute);
    select('from', noon + 30 * minute);
    expect(useTimeline.getState().selection).toEqual({
      from: noon + 30 * minute,
      to: noon + 30 * minute + 1_000,
    });
  });

  it('is shown with a little around it, or what is said where there is none', () => {
    selectSpan(noon + 20 * minute, noon + 10 * minute);
    fitView({ from: noon, to: noon + 60 * minute });
    expect(useTimeline.getState().view).toEqual({ from: noon + 9 * minute, to: noon + 21 * minute });
    clearSelection();
    fitView({ from: noon, to: noon + 60 * minute });
    expect(useTimeline.getState().view).toEqual({ from: noon, to: noon + 60 * minute });
  });
});
