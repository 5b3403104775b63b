import { describe, expect, it } from 'vitest';
import { clockChanges, fromWallTime, instantsAt, offsetName, toWallTime, zoneName } from './zone.ts';

const instant = (iso: string) => Date.parse(iso);

describe('a zone beside a clock', () => {
  it('names the city and its distance from UTC', () => {
    expect(zoneName(instant('2026-03-01T12:00:00Z'), 'Asia/Riyadh')).toBe('Riyadh, UTC+03:00');
  });

  it('names UTC once', () => {
    expect(zoneName(instant('2026-03-01T12:00:00Z'), 'UTC')).toBe('UTC');
  });

  it('follows daylight saving time', () => {
    expect(offsetName(instant('2026-01-01T00:00:00Z'), 'Europe/Berlin')).toBe('UTC+01:00');
    expect(offsetName(instant('2026-07-01T00:00:00Z'), 'Europe/Berlin')).toBe('UTC+02:00');
  });
});

describe('a typed wall-clock time', () => {
  it.each([
    ['2026-03-01T15:30:00', 'Asia/Riyadh', '2026-03-01T12:30:00Z'],
    ['2026-03-01T15:30', 'Asia/Kathmandu', '2026-03-01T09:45:00Z'],
    ['2026-07-01T00:00:00', 'America/New_York', '2026-07-01T04:00:00Z'],
  ])('%s in %s is %s', (text, zone, expected) => {
    expect(fromWallTime(text, zone)).toBe(instant(expected));
  });

  it('means the first pass of an hour that comes twice', () => {
    expect(fromWallTime('2026-10-25T02:30:00', 'Europe/Berlin')).toBe(instant('2026-10-25T00:30:00Z'));
  });

  it('lands after the jump when clocks skip it', () => {
    expect(fromWallTime('2026-03-29T02:30:00', 'Europe/Berlin')).toBe(instant('2026-03-29T01:30:00Z'));
  });

  it('goes there and back', () => {
    const at = instant('2026-11-01T09:08:07Z');
    expect(fromWallTime(toWallTime(at, 'Asia/Dubai'), 'Asia/Dubai')).toBe(at);
  });

  it('is nothing when it is no time', () => {
    expect(fromWallTime('yesterday', 'UTC')).toBeUndefined();
  });
});

describe('every instant at a wall-clock time', () => {
  it.each([
    ['2026-03-29T02:30:00', []],
    ['2026-03-29T03:30:00', ['2026-03-29T01:30:00Z']],
    ['2026-10-25T02:30:00', ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']],
    ['half past two', []],
  ])('%s in Berlin is %j', (text, expected) => {
    expect(instantsAt(text, 'Europe/Berlin')).toEqual(expected.map(instant));
  });
});

describe('changes of the clocks', () => {
  const week = (monday: string) => ({ from: instant(monday), to: instant(monday) + 7 * 86_400_000 });

  it.each([
    ['Europe/Berlin', '2026-03-23T00:00:00Z', ['2026-03-29T01:00:00Z']],
    ['Europe/Berlin', '2026-10-19T00:00:00Z', ['2026-10-25T01:00:00Z']],
    ['Australia/Lord_Howe', '2026-03-30T00:00:00Z', ['2026-04-04T15:00:00Z']],
    ['Europe/Berlin', '2026-06-01T00:00:00Z', []],
    ['Asia/Dubai', '2026-03-23T00:00:00Z', []],
  ])('in %s in the week of %s are %j', (zone, monday, expected) => {
    expect(clockChanges(week(monday), zone)).toEqual(expected.map(instant));
  });

  it('outside a span are not in it', () => {
    const span = { from: instant('2026-10-25T01:00:01Z'), to: instant('2026-10-26T00:00:00Z') };

    expect(clockChanges(span, 'Europe/Berlin')).toEqual([]);
  });
});
