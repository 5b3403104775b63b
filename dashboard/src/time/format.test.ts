import { describe, expect, it } from 'vitest';
import { formatCountdown, formatDate, formatDuration, formatTenths } from './format.ts';

describe('a countdown', () => {
  it.each([
    [900_000, '15:00'],
    [899_001, '15:00'],
    [61_000, '01:01'],
    [3_729_000, '1:02:09'],
    [-5_000, '00:00'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatCountdown(ms)).toBe(text);
  });
});

describe('a duration in words', () => {
  it.each([
    [45_000, '45 s'],
    [720_000, '12 min'],
    [7_200_000, '2 h'],
    [7_800_000, '2 h 10 min'],
  ])('%d ms reads %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});

describe('a wall-clock time', () => {
  const at = Date.parse('2026-03-01T21:03:07.240Z');

  it('is that of the zone, with tenths', () => {
    expect(formatTenths(at, 'Asia/Riyadh')).toBe('00:03:07.2');
  });

  it('takes its date from the zone too', () => {
    expect(formatDate(at, 'Asia/Riyadh')).toBe('Mon 2 Mar 2026');
  });
});
