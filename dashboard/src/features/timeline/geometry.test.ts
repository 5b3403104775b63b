import { describe, expect, it } from 'vitest';
import { barsOf, instantAt, stretchAt, timeScale, wheelFactor } from './geometry.ts';

const HOUR = 3_600_000;
const noon = Date.parse('2026-03-01T12:00:00Z');
const scale = timeScale({ from: noon, to: noon + HOUR }, 1000);

describe('a click on the timeline', () => {
  it('means the instant under it', () => {
    expect(instantAt(scale, 0)).toBe(noon);
    expect(instantAt(scale, 250)).toBe(noon + HOUR / 4);
    expect(instantAt(scale, 1000)).toBe(noon + HOUR);
  });
});

describe('the bars', () => {
  it('lie where their time is', () => {
    const [bar] = barsOf([{ from: noon + HOUR / 2, to: noon + HOUR * 0.75 }], scale);

    expect(bar).toMatchObject({ x: 500, width: 250 });
  });

  it('are cut to the view', () => {
    const [bar] = barsOf([{ from: noon - HOUR, to: noon + 2 * HOUR }], scale);

    expect(bar).toMatchObject({ x: 0, width: 1000 });
  });

  it('never vanish, however short', () => {
    const [bar] = barsOf([{ from: noon, to: noon + 500 }], scale);

    expect(bar?.width).toBeGreaterThanOrEqual(1);
  });

  it('are left out beyond the view', () => {
    expect(barsOf([{ from: noon - HOUR, to: noon }], scale)).toEqual([]);
  });
});

describe('thousands of sequences', () => {
  const sixteenDays = { from: noon, to: noon + 16 * 24 * HOUR };
  const many = Array.from({ length: 5_000 }, (_, index) => {
    const from = noon + (index * 16 * 24 * HOUR) / 5_000;
    return { from, to: from + 60_000 };
  });

  it('are drawn as far as they can be told apart', () => {
    const bars = barsOf(many, timeScale(sixteenDays, 1000));

    expect(bars.length).toBeLessThan(500);
    expect(bars[0]?.span.from).toBe(noon);
    expect(bars.at(-1)?.span.to).toBe(many.at(-1)?.to);
  });

  it('are each drawn as soon as one zooms in', () => {
    expect(barsOf(many, timeScale({ from: noon, to: noon + 6 * HOUR }, 1000))).toHaveLength(79);
  });
});

describe('a turn of the wheel', () => {
  it('zooms in upwards and out downwards, by the same factor', () => {
    expect(wheelFactor(-100)).toBeCloseTo(1.2, 1);
    expect(wheelFactor(-100) * wheelFactor(100)).toBeCloseTo(1);
  });
});

describe('what there is at an instant', () => {
  const sequences = [{ from: noon, to: noon + HOUR }];
  const gaps = [{ from: noon + HOUR, to: noon + 2 * HOUR }];
  const now = noon + 2 * HOUR + 10_000;
  const at = (instant: number) => stretchAt({ sequences, gaps }, instant, now);

  it('is a recording, a gap, the future, or not known yet', () => {
    expect(at(noon)).toBe('recorded');
    expect(at(noon + HOUR)).toBe('gap');
    expect(at(noon + 3 * HOUR)).toBe('future');
    expect(at(noon + 2 * HOUR + 5_000)).toBe('unknown');
  });
});
