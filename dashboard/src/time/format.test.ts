import { describe, expect, it } from 'vitest';
import {
  formatCountdown,
  formatDate,
  formatDateMinutes,
  formatDateMinutesInZone,
  formatDuration,
  formatMinutes,
  formatTenths,
} from './format.ts';

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

  it('says which of the two hours it means when clocks go back', () => {
    const [first, second] = [Date.parse('2026-10-25T00:30:00Z'), Date.parse('2026-10-25T01:30:00Z')];

    expect(formatMinutes(first, 'Europe/Berlin')).toBe('02:30 +02:00');
    expect(formatMinutes(second, 'Europe/Berlin')).toBe('02:30 +01:00');
    expect(formatDateMinutes(second, 'Europe/Berlin')).toBe('25 Oct 2026, 02:30 +01:00');
  });

  it('says no more than the time just before and after that', () => {
    expect(formatMinutes(Date.parse('2026-10-24T23:59:00Z'), 'Europe/Berlin')).toBe('01:59');
    expect(formatMinutes(Date.parse('2026-10-25T02:00:00Z'), 'Europe/Berlin')).toBe('03:00');
    expect(formatMinutes(Date.parse('2026-03-29T01:30:00Z'), 'Europe/Berlin')).toBe('03:30');
  });

  it('names its offset once where it is asked to, also in the hour that comes twice', () => {
    expect(formatDateMinutesInZone(at, 'Asia/Riyadh')).toBe('2 Mar 2026, 00:03 UTC+03:00');
    expect(formatDateMinutesInZone(Date.parse('2026-10-25T01:30:00Z'), 'Europe/Berlin')).toBe(
      '25 Oct 2026, 02:30 UTC+01:00',
    );
  });
});
