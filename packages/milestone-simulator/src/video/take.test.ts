import { describe, expect, it } from 'vitest';
import { pictureAt, timeOfPicture } from './picture-grid.ts';
import { takeAt, takeFrom } from './take.ts';

const at = (seconds: number) => Date.parse('2026-03-01T12:00:00Z') + seconds * 1000;
const picture = (seconds: number) => pictureAt(at(0)) + Math.round(seconds * 15);
const sequences = [
  { start: at(0), end: at(10) },
  { start: at(20), end: at(30.5) },
];

describe('playing forwards', () => {
  it('starts with the key picture at or before the moment and ends with the sequence', () => {
    expect(takeFrom(sequences, at(3.7), 1)).toEqual({ first: picture(3), step: 1, count: 7 * 15 });
    expect(takeFrom(sequences, at(0), 1)).toEqual({ first: picture(0), step: 1, count: 150 });
  });

  it('starts with the next sequence when the moment is in a gap or before everything', () => {
    expect(takeFrom(sequences, at(10), 1)?.first).toBe(picture(20));
    expect(takeFrom(sequences, at(-999), 1)?.first).toBe(picture(0));
  });

  it('ends at the live edge with the last picture taken by then', () => {
    const take = takeFrom(sequences, at(30.2), 1);
    expect(take).toEqual({ first: picture(30), step: 1, count: 8 });
    expect(timeOfPicture(picture(30) + 7)).toBeLessThan(at(30.5));
  });

  it('leaves pictures out when faster, but never runs over the end', () => {
    expect(takeFrom(sequences, at(0), 4)).toEqual({ first: picture(0), step: 4, count: 38 });
    expect(37 * 4).toBeLessThan(150);
  });

  it('finds nothing when no footage follows', () => {
    expect(takeFrom(sequences, at(30.5), 1)).toBeUndefined();
    expect(takeFrom([], at(0), 1)).toBeUndefined();
  });
});

describe('playing backwards', () => {
  it('starts with the picture of the moment and ends with the first of the sequence', () => {
    const take = takeFrom(sequences, at(3.7), -1);
    expect(take).toEqual({ first: pictureAt(at(3.7)), step: -1, count: pictureAt(at(3.7)) - picture(0) + 1 });
  });

  it('leaves pictures out when faster', () => {
    expect(takeFrom(sequences, at(2), -8)).toEqual({ first: picture(2), step: -8, count: 4 });
  });

  it('starts with the end of the sequence before when the moment is in a gap or in the future', () => {
    expect(takeFrom(sequences, at(15), -1)).toEqual({ first: picture(10) - 1, step: -1, count: 150 });
    expect(takeFrom(sequences, at(999), -1)?.first).toBe(pictureAt(at(30.499)));
  });

  it('finds nothing before the first footage', () => {
    expect(takeFrom(sequences, at(-1), -1)).toBeUndefined();
  });
});

describe('a single picture', () => {
  it('is the last one taken by then', () => {
    expect(takeAt(sequences, at(3.7))).toEqual({ first: picture(3) + 10, step: 1, count: 1 });
  });

  it('does not exist in a gap', () => {
    expect(takeAt(sequences, at(10))).toBeUndefined();
    expect(takeAt(sequences, at(9.999))).toBeDefined();
  });
});
