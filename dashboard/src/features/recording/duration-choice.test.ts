import { describe, expect, it } from 'vitest';
import { defaultChoice, durationSeconds } from './duration-choice.ts';

describe('the duration of a recording', () => {
  it('is a quarter of an hour unless chosen otherwise', () => {
    expect(durationSeconds(defaultChoice, '')).toBe(900);
  });

  it.each([
    ['1', 60],
    ['120', 7200],
    ['0', undefined],
    ['121', undefined],
    ['2.5', undefined],
    ['', undefined],
    ['abc', undefined],
  ])('typed as "%s" minutes is %s seconds', (typed, seconds) => {
    expect(durationSeconds('custom', typed)).toBe(seconds);
  });
});
