import { describe, expect, it } from 'vitest';
import { leapOverGap } from './leap-over-gap.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);
const span = (from: string, to: string) => ({ from: at(from), to: at(to) });
const window = span('00:00:00', '12:00:00');
const morning = {
  window,
  asOf: at('13:00:00'),
  sequences: [span('01:00:00', '02:00:00'), span('03:00:00', '04:00:00')],
  gaps: [span('00:00:00', '01:00:00'), span('02:00:00', '03:00:00'), span('04:00:00', '12:00:00')],
};

describe('a moment without footage', () => {
  it('leads to the end of what lies before it, or to the start of what follows, whichever is nearer', () => {
    expect(leapOverGap([morning], at('02:10:00'))).toEqual({
      at: at('01:59:50'),
      gap: span('02:00:00', '03:00:00'),
    });
    expect(leapOverGap([morning], at('02:50:00'))?.at).toBe(at('03:00:00'));
  });

  it('leads to the only side that has footage', () => {
    expect(leapOverGap([morning], at('00:10:00'))?.at).toBe(at('01:00:00'));
    expect(leapOverGap([morning], at('11:00:00'))?.at).toBe(at('03:59:50'));
  });

  it('is a moment that none of several cameras recorded; any of them may have what is nearest', () => {
    const other = {
      ...morning,
      sequences: [span('02:00:00', '02:30:00')],
      gaps: [span('02:30:00', '12:00:00')],
    };

    expect(leapOverGap([morning, other], at('02:10:00'))).toBeUndefined();
    expect(leapOverGap([morning, other], at('02:40:00'))).toEqual({
      at: at('02:29:50'),
      gap: span('02:30:00', '03:00:00'),
    });
  });

  it('is one gap where its reason changes', () => {
    const gaps = [span('02:00:00', '02:20:00'), span('02:20:00', '03:00:00')];

    expect(leapOverGap([{ ...morning, gaps }], at('02:10:00'))?.gap).toEqual(span('02:00:00', '03:00:00'));
  });

  it('is none where that is not known', () => {
    expect(leapOverGap([{ ...morning, gaps: [] }], at('02:10:00'))).toBeUndefined();
    expect(leapOverGap([morning], at('12:30:00'))).toBeUndefined();
    expect(leapOverGap([], at('02:10:00'))).toBeUndefined();
  });
});
