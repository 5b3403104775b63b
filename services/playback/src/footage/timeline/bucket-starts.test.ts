import { isTimeZone } from '@playhead/contracts';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { bucketStarts } from './bucket-starts.ts';

const iso = (starts: number[]) => starts.map((start) => new Date(start).toISOString().replace(':00.000', ''));
const starts = (from: string, to: string, resolution: 'hour' | 'day', timeZone: string) =>
  iso(bucketStarts({ startTime: new Date(from), endTime: new Date(to) }, resolution, timeZone));

describe('time zones', () => {
  /** ICU, and with it Node, knows these besides the names of the IANA database. */
  const ofIcu =
    'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST';
  const asked = [
    ...Intl.supportedValuesOf('timeZone'),
    ...ofIcu.split(' '),
    ...'EST CET utc ROK PRC'.split(' '),
  ];

  it('that may be asked for have days', () => {
    const days = (timeZone: string) => starts('2026-03-01T12:00Z', '2026-03-03T12:00Z', 'day', timeZone);
    expect(asked.filter(isTimeZone).filter((timeZone) => days(timeZone).length < 2)).toEqual([]);
  });

  it('of which every place has one may be asked for, and no abbreviation that is ambiguous', () => {
    expect(Intl.supportedValuesOf('timeZone').filter((name) => !isTimeZone(name))).toEqual([]);
    expect(ofIcu.split(' ').filter(isTimeZone)).toEqual([]);
  });
});

describe('days', () => {
  it('begin at midnight of the zone', () => {
    expect(starts('2026-03-01T12:00Z', '2026-03-03T12:00Z', 'day', 'Asia/Kolkata')).toEqual([
      '2026-02-28T18:30Z',
      '2026-03-01T18:30Z',
      '2026-03-02T18:30Z',
    ]);
  });

  it('have 23 hours when clocks are put forward, and 25 when they are put back', () => {
    expect(starts('2026-03-28T23:00Z', '2026-03-30T22:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-03-28T23:00Z',
      '2026-03-29T22:00Z',
    ]);
    expect(starts('2026-10-24T22:00Z', '2026-10-26T23:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00Z',
      '2026-10-25T23:00Z',
    ]);
  });

  it('begin before a change of the clock that the range begins after', () => {
    expect(starts('2026-03-29T10:00Z', '2026-03-29T11:00Z', 'day', 'Europe/Berlin')).toEqual([
      '2026-03-28T23:00Z',
    ]);
  });

  it('begin at one o’clock where midnight is skipped', () => {
    expect(starts('2018-11-03T12:00Z', '2018-11-05T12:00Z', 'day', 'America/Sao_Paulo')).toEqual([
      '2018-11-03T03:00Z',
      '2018-11-04T03:00Z',
      '2018-11-05T02:00Z',
    ]);
  });

  it('begin once where clocks show midnight twice', () => {
    expect(starts('2026-11-01T04:00Z', '2026-11-02T12:00Z', 'day', 'America/Havana')).toEqual([
      '2026-11-01T04:00Z',
      '2026-11-02T05:00Z',
    ]);
    expect(starts('2009-10-31T12:00Z', '2009-11-02T12:00Z', 'day', 'America/St_Johns')).toEqual([
      '2009-10-31T02:30Z',
      '2009-11-01T02:30Z',
      '2009-11-02T03:30Z',
    ]);
  });

  it('leave out a date that a zone has skipped', () => {
    expect(starts('2011-12-29T12:00Z', '2011-12-31T12:00Z', 'day', 'Pacific/Apia')).toEqual([
      '2011-12-29T10:00Z',
      '2011-12-30T10:00Z',
      '2011-12-31T10:00Z',
    ]);
  });

  it('begin when the calendar of the zone says, whatever the zone and the range', () => {
    const zones = [
      'UTC',
      'Asia/Kolkata',
      'Europe/Berlin',
      'America/New_York',
      'America/Sao_Paulo',
      'America/Havana',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Africa/Casablanca',
      'Africa/Cairo',
      'Asia/Beirut',
      'Pacific/Chatham',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1995, 0), max: Date.UTC(2030, 0) }),
        fc.integer({ min: 1, max: 40 * 86_400_000 }),
        (timeZone, from, length) => {
          const range = { startTime: new Date(from), endTime: new Date(from + length) };

          expect(bucketStarts(range, 'day', timeZone)).toEqual(calendarDays(from, from + length, timeZone));
        },
      ),
    );
  });
});

/** What Temporal's own calendar says, day by day. */
function calendarDays(from: number, to: number, timeZone: string): number[] {
  const found: number[] = [];
  const date = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone).toPlainDate();
  for (let day = date.subtract({ days: 1 }); ; day = day.add({ days: 1 })) {
    const start = day.toZonedDateTime(timeZone).epochMilliseconds;
    if (start >= to) break;
    if (start <= from) found.length = 0;
    found.push(start);
  }
  return found;
}

describe('hours', () => {
  it('begin at full hours of zones that are half an hour off', () => {
    expect(starts('2026-03-01T12:00Z', '2026-03-01T14:00Z', 'hour', 'Asia/Kolkata')).toEqual([
      '2026-03-01T11:30Z',
      '2026-03-01T12:30Z',
      '2026-03-01T13:30Z',
    ]);
  });

  it('come twice when clocks are put back, and one is left out when they are put forward', () => {
    const hours = ['00:00Z', '01:00Z', '02:00Z'];
    expect(starts('2026-10-25T00:00Z', '2026-10-25T03:00Z', 'hour', 'Europe/Berlin')).toEqual(
      hours.map((hour) => `2026-10-25T${hour}`),
    );
    expect(starts('2026-03-29T00:00Z', '2026-03-29T03:00Z', 'hour', 'Europe/Berlin')).toEqual(
      hours.map((hour) => `2026-03-29T${hour}`),
    );
  });

  it('are cut where clocks are changed by half an hour', () => {
    expect(starts('2026-10-03T14:30Z', '2026-10-03T17:00Z', 'hour', 'Australia/Lord_Howe')).toEqual([
      '2026-10-03T14:30Z',
      '2026-10-03T15:30Z',
      '2026-10-03T16:00Z',
    ]);
    expect(starts('2026-04-04T14:00Z', '2026-04-04T16:30Z', 'hour', 'Australia/Lord_Howe')).toEqual([
      '2026-04-04T14:00Z',
      '2026-04-04T15:00Z',
      '2026-04-04T15:30Z',
    ]);
  });
});
