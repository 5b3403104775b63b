import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { roundTimes } from './round-times.ts';

const times = (zone: string, from: string, to: string, count: number) =>
  roundTimes({ from: Date.parse(from), to: Date.parse(to) }, count, zone).map((at) =>
    new Date(at).toISOString(),
  );

describe('round times', () => {
  it('are whole hours of the zone, also where it is half an hour off', () => {
    expect(times('Asia/Kolkata', '2026-03-01T12:10:00Z', '2026-03-01T14:50:00Z', 3)).toEqual([
      '2026-03-01T12:30:00.000Z',
      '2026-03-01T13:30:00.000Z',
      '2026-03-01T14:30:00.000Z',
    ]);
  });

  it('are the beginnings of the zone’s days, also beyond a change of its clocks', () => {
    expect(times('Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-31T12:00:00Z', 3)).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
      '2026-03-30T22:00:00.000Z',
    ]);
  });

  it('stay on the clocks in steps of several hours', () => {
    expect(times('Europe/Berlin', '2026-03-28T20:00:00Z', '2026-03-29T11:00:00Z', 3)).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T04:00:00.000Z',
      '2026-03-29T10:00:00.000Z',
    ]);
  });

  it('cover both passes of an hour that comes twice', () => {
    expect(times('Europe/Berlin', '2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z', 2)).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ]);
  });

  it.each([
    { region: 'en-GB', day: 'Monday', begin: ['02', '09', '16', '23', '30'] },
    { region: 'en-US', day: 'Sunday', begin: ['01', '08', '15', '22', '29'] },
    { region: 'en-EG', day: 'Saturday', begin: ['07', '14', '21', '28'] },
  ])('are the beginnings of weeks where those begin on a $day: $region', ({ region, begin }) => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue([region]);
    onTestFinished(() => void vi.restoreAllMocks());

    expect(times('UTC', '2026-03-01T00:00:00Z', '2026-03-31T12:00:00Z', 5)).toEqual(
      begin.map((day) => `2026-03-${day}T00:00:00.000Z`),
    );
  });
});
