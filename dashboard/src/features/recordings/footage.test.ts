import { describe, expect, it } from 'vitest';
import { coverage, nextSequence, previousSequence, startAt } from './footage.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);
const sequences = [
  { from: at('01:00:00'), to: at('02:10:00') },
  { from: at('02:34:00'), to: at('03:00:00') },
];

describe('where playback begins', () => {
  it('is the moment itself where there is footage', () => {
    expect(startAt(sequences, at('01:30:00'))).toEqual({ at: at('01:30:00') });
  });

  it('is the next footage when the moment is in a gap, and the gap is told', () => {
    expect(startAt(sequences, at('02:20:00'))).toEqual({
      at: at('02:34:00'),
      skipped: { from: at('02:10:00'), to: at('02:34:00') },
    });
  });

  it('treats the end of a sequence as the start of the gap', () => {
    expect(startAt(sequences, at('02:10:00'))?.at).toBe(at('02:34:00'));
  });

  it('is nowhere after the last footage', () => {
    expect(startAt(sequences, at('03:00:00'))).toBeUndefined();
  });
});

describe('stepping from recording to recording', () => {
  it('goes forward to the next start', () => {
    expect(nextSequence(sequences, at('01:30:00'))?.from).toBe(at('02:34:00'));
    expect(nextSequence(sequences, at('02:40:00'))).toBeUndefined();
  });

  it('goes back to the start of the one being played first', () => {
    expect(previousSequence(sequences, at('02:40:00'))?.from).toBe(at('02:34:00'));
  });

  it('goes on to the one before when it has only just begun', () => {
    expect(previousSequence(sequences, at('02:34:02'))?.from).toBe(at('01:00:00'));
  });
});

describe('coverage', () => {
  it('counts only what lies inside the range', () => {
    expect(coverage(sequences, { from: at('02:00:00'), to: at('03:00:00') })).toBeCloseTo(36 / 60);
  });
});
