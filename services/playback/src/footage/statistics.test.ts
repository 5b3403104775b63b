import { describe, expect, it } from 'vitest';
import { share, statisticsOf } from './statistics.ts';

const at = (text: string) => new Date(`2026-03-01T${text}Z`);
const range = (start: string, end: string) => ({ startTime: at(start), endTime: at(end) });
const sequence = (start: string, end: string, sizeBytes?: number) => ({
  sequenceId: start,
  ...range(start, end),
  available: true,
  ...(sizeBytes !== undefined && { sizeBytes }),
});
const sums = (...sequences: ReturnType<typeof sequence>[]) =>
  statisticsOf(range('10:00:00', '14:00:00'), {
    sequences,
    gaps: [range('11:30:00', '12:00:00')],
    storage: {},
  });

describe('the statistics of a range', () => {
  it('are sums over its sequences and gaps', () => {
    expect(sums(sequence('10:00:00', '11:30:00', 5_400_000), sequence('12:00:00', '14:00:00', 0.4))).toEqual({
      totalRecordingSeconds: 12_600,
      totalGapSeconds: 1800,
      coverage: 0.875,
      totalSizeBytes: 5_400_000,
      averageBitrate: 3429,
    });
  });

  it('tell no size where the VMS leaves one out, or where there is no footage', () => {
    expect(sums(sequence('10:00:00', '11:30:00', 5), sequence('12:00:00', '14:00:00'))).not.toHaveProperty(
      'totalSizeBytes',
    );
    expect(sums()).toEqual({ totalRecordingSeconds: 0, totalGapSeconds: 1800, coverage: 0 });
  });

  it.each([0, 5_000])('tell no bitrate where all footage is of no length, with %i bytes', (sizeBytes) => {
    expect(sums(sequence('10:00:00', '10:00:00', sizeBytes))).toEqual({
      totalRecordingSeconds: 0,
      totalGapSeconds: 1800,
      coverage: 0,
      totalSizeBytes: sizeBytes,
    });
  });
});

describe('a share', () => {
  it.each([
    [1, 3, 0.333],
    [7, 7, 1],
    [9_999, 10_000, 0.999],
    [1, 10_000, 0.001],
    [0, 10_000, 0],
  ])('of %i in %i is %f', (recorded, whole, expected) => {
    expect(share(recorded, whole)).toBe(expected);
  });
});
