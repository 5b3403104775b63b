import { describe, expect, it } from 'vitest';
import type { Range } from '../footage.ts';
import { minuteCount } from './bucket-starts.ts';
import { slotsOf, toBuckets } from './buckets.ts';

const at = (text: string) => new Date(`2026-03-01T${text}Z`);
const range = (start: string, end: string) => ({ startTime: at(start), endTime: at(end) });

const bucketsOf = (asked: Range, sequences: readonly Range[], resolution: 'minute' | 'hour') =>
  toBuckets(slotsOf(asked, resolution, 'UTC'), sequences);

describe('a timeline', () => {
  it('says for each minute whether it was recorded, and how much of it', () => {
    const buckets = bucketsOf(range('10:00:00', '10:04:00'), [range('10:00:30', '10:02:00')], 'minute');

    expect(buckets).toEqual([
      { timestamp: '2026-03-01T10:00:00.000Z', hasRecording: true, segmentCount: 1, coverage: 0.5 },
      { timestamp: '2026-03-01T10:01:00.000Z', hasRecording: true, segmentCount: 1, coverage: 1 },
      { timestamp: '2026-03-01T10:02:00.000Z', hasRecording: false, segmentCount: 0, coverage: 0 },
      { timestamp: '2026-03-01T10:03:00.000Z', hasRecording: false, segmentCount: 0, coverage: 0 },
    ]);
  });

  it('counts the sequences that touch a bucket', () => {
    const sequences = [
      range('10:05:00', '10:10:00'),
      range('10:20:00', '10:25:00'),
      range('10:50:00', '11:10:00'),
    ];

    const buckets = bucketsOf(range('10:00:00', '12:00:00'), sequences, 'hour');

    expect(buckets.map(({ segmentCount }) => segmentCount)).toEqual([3, 1]);
    expect(buckets.map(({ coverage }) => coverage)).toEqual([0.333, 0.167]);
  });

  it('begins at a whole bucket and measures coverage against the part that was asked for', () => {
    const [bucket] = bucketsOf(range('10:30:00', '11:00:00'), [range('10:30:00', '11:00:00')], 'hour');

    expect(bucket).toMatchObject({ timestamp: '2026-03-01T10:00:00.000Z', coverage: 1 });
  });

  it('has a bucket for every part of the range, recorded or not', () => {
    expect(bucketsOf(range('00:00:00', '23:59:59'), [], 'minute')).toHaveLength(1440);
    expect(minuteCount(range('00:00:00', '23:59:59'))).toBe(1440);
  });

  it('says of no bucket that all of it was recorded while a moment is missing', () => {
    const [bucket] = bucketsOf(range('10:00:00', '11:00:00'), [range('10:00:00', '10:59:59')], 'hour');

    expect(bucket?.coverage).toBe(0.999);
  });
});
