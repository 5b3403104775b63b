import { describe, expect, it } from 'vitest';
import { dayAround } from './days.ts';

const day = (at: string, zone: string) => {
  const { from, to } = dayAround(Date.parse(at), zone);
  return [from, to].map((one) => new Date(one).toISOString().slice(0, 16));
};

describe('the day around a moment', () => {
  it('is that of the zone', () => {
    expect(day('2026-03-01T22:30:00Z', 'Asia/Riyadh')).toEqual(['2026-03-01T21:00', '2026-03-02T21:00']);
    expect(day('2026-03-01T00:00:00Z', 'UTC')).toEqual(['2026-03-01T00:00', '2026-03-02T00:00']);
  });

  it('is 23 or 25 hours long where clocks change', () => {
    expect(day('2026-03-29T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-03-28T23:00', '2026-03-29T22:00']);
    expect(day('2026-10-25T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-10-24T22:00', '2026-10-25T23:00']);
  });
});
