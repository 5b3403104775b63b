import { describe, expect, it } from 'vitest';
import { fetchable } from './fetchable.ts';

const range = (start: number, end: number) => ({ startTime: new Date(start), endTime: new Date(end) });
const sequence = (start: number, end: number, available: boolean) => ({
  sequenceId: `seq_${start}`,
  ...range(start, end),
  available,
});

describe('footage that the VMS lists and cannot fetch', () => {
  it('is a gap that says why, among the others', () => {
    const footage = {
      sequences: [sequence(0, 10, true), sequence(10, 20, false), sequence(30, 40, true)],
      gaps: [{ ...range(20, 30), reason: 'camera_disabled' }, range(40, 50)],
      storage: { retentionDays: 7 },
    };

    expect(fetchable(footage)).toEqual({
      sequences: [sequence(0, 10, true), sequence(30, 40, true)],
      gaps: [
        { ...range(10, 20), reason: 'footage_unavailable' },
        { ...range(20, 30), reason: 'camera_disabled' },
        range(40, 50),
      ],
      storage: { retentionDays: 7 },
    });
  });

  it('is one gap where it is several sequences that adjoin', () => {
    const footage = { sequences: [sequence(0, 10, false), sequence(10, 20, false)], gaps: [], storage: {} };

    expect(fetchable(footage)).toEqual({
      sequences: [],
      gaps: [{ ...range(0, 20), reason: 'footage_unavailable' }],
      storage: {},
    });
  });
});
