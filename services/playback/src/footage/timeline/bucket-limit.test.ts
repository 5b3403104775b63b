import { describe, expect, it } from 'vitest';
import { requireFewBuckets } from './bucket-limit.ts';

const DAY_MS = 86_400_000;
const startTime = new Date('2026-01-01T00:00:00Z');
const days = (count: number) => ({ startTime, endTime: new Date(startTime.getTime() + count * DAY_MS) });

describe('too many buckets', () => {
  it('are a problem that names the finest resolution that fits', () => {
    expect(() => requireFewBuckets(days(366), 'minute', 'UTC')).toThrow(/Use hour\.$/);
    expect(() => requireFewBuckets(days(366), 'minute', 'Europe/Berlin', 64)).toThrow(/Use day\.$/);
    expect(() => requireFewBuckets(days(366), 'hour', 'Europe/Berlin', 64)).toThrow(/Use day\.$/);
  });

  it('are none of a year of hours of one camera, nor of a year of days of as many as may be asked for', () => {
    expect(() => requireFewBuckets(days(366), 'hour', 'Asia/Kolkata')).not.toThrow();
    expect(() => requireFewBuckets(days(366), 'day', 'Asia/Kolkata', 64)).not.toThrow();
  });

  it('are none of a day of minutes of sixteen cameras', () => {
    expect(() => requireFewBuckets(days(1), 'minute', 'UTC', 16)).not.toThrow();
  });
});
