import { describe, expect, it } from 'vitest';
import { isPlayable, lookingAhead, lookingBack } from './search.ts';

const DAY_MS = 86_400_000;
const noon = new Date('2026-03-01T12:00:00Z');
const after = (ms: number) => new Date(noon.getTime() + ms);

describe('the search for the nearest footage', () => {
  it('looks an hour ahead first, then further, and never beyond its end', () => {
    expect(lookingAhead(noon, after(3 * DAY_MS))).toEqual([
      after(DAY_MS / 24),
      after(DAY_MS),
      after(3 * DAY_MS),
    ]);
  });

  it('looks back in the same steps', () => {
    expect(lookingBack(noon, after(-2 * DAY_MS))).toEqual([
      after(-DAY_MS / 24),
      after(-DAY_MS),
      after(-2 * DAY_MS),
    ]);
  });

  it('asks once for what is shorter than the first step, and never for nothing', () => {
    expect(lookingAhead(noon, after(1000))).toEqual([after(1000)]);
    expect(lookingAhead(noon, after(DAY_MS / 24))).toEqual([after(DAY_MS / 24)]);
    expect(lookingAhead(noon, noon)).toEqual([]);
    expect(lookingBack(noon, after(1))).toEqual([]);
  });

  it('gives up after a year', () => {
    expect(lookingAhead(noon, after(1000 * DAY_MS)).at(-1)).toEqual(after(366 * DAY_MS));
  });

  it('passes over what is too short to play', () => {
    const sequence = { sequenceId: 'a', startTime: noon, endTime: after(1000), available: true };

    expect(isPlayable(sequence)).toBe(true);
    expect(isPlayable({ ...sequence, endTime: after(999) })).toBe(false);
  });
});
