import { describe, expect, it } from 'vitest';
import {
  coverage,
  densityOf,
  footageBefore,
  nextSequence,
  nothingFollows,
  previousSequence,
  settledGaps,
  startAt,
} from './footage.ts';

const at = (clock: string) => Date.parse(`2026-03-01T${clock}Z`);
const sequences = [
  { from: at('01:00:00'), to: at('02:10:00') },
  { from: at('02:34:00'), to: at('03:00:00') },
];

describe('where playback begins', () => {
  it('is the moment itself where there is footage', () => {
    expect(startAt(sequences, at('01:30:00'))).toEqual({ at: at('01:30:00') });
  });

  it('is the next footage when the moment is in a gap, and the gap is told', () => {
    expect(startAt(sequences, at('02:20:00'))).toEqual({
      at: at('02:34:00'),
      skipped: { from: at('02:10:00'), to: at('02:34:00') },
    });
  });

  it('treats the end of a sequence as the start of the gap', () => {
    expect(startAt(sequences, at('02:10:00'))?.at).toBe(at('02:34:00'));
  });

  it('is nowhere after the last footage', () => {
    expect(startAt(sequences, at('03:00:00'))).toBeUndefined();
  });
});

describe('stepping from recording to recording', () => {
  it('goes forward to the next start', () => {
    expect(nextSequence(sequences, at('01:30:00'))?.from).toBe(at('02:34:00'));
    expect(nextSequence(sequences, at('02:40:00'))).toBeUndefined();
  });

  it('goes back to the start of the one being played first', () => {
    expect(previousSequence(sequences, at('02:40:00'))?.from).toBe(at('02:34:00'));
  });

  it('goes on to the one before when it has only just begun', () => {
    expect(previousSequence(sequences, at('02:34:02'))?.from).toBe(at('01:00:00'));
  });
});

describe('going back', () => {
  it('counts footage only: from the start of a sequence it goes to the end of the one before', () => {
    expect(footageBefore(sequences, at('02:40:00'), 10_000)).toBe(at('02:39:50'));
    expect(footageBefore(sequences, at('02:34:00'), 10_000)).toBe(at('02:09:50'));
    expect(footageBefore(sequences, at('02:34:04'), 10_000)).toBe(at('02:09:54'));
    expect(footageBefore(sequences, at('02:20:00'), 10_000)).toBe(at('02:09:50'));
  });

  it('does not know what lies before the first footage', () => {
    expect(footageBefore(sequences, at('01:00:04'), 10_000)).toBeUndefined();
  });
});

describe('a gap', () => {
  const asOf = at('12:00:00');

  it('ends at the latest when the VMS was asked', () => {
    expect(settledGaps([{ from: at('11:00:00'), to: at('13:00:00') }], asOf)).toEqual([
      { from: at('11:00:00'), to: asOf },
    ]);
  });

  it('that has only just begun may still fill, and is not told', () => {
    expect(settledGaps([{ from: at('11:59:30'), to: at('13:00:00') }], asOf)).toEqual([]);
  });

  it('in the future is none', () => {
    expect(settledGaps([{ from: at('12:30:00'), to: at('13:00:00') }], asOf)).toEqual([]);
  });
});

describe('nothing more to come', () => {
  const asOf = at('12:00:00');
  const gaps = [
    { from: at('02:10:00'), to: at('02:34:00') },
    { from: at('03:00:00'), to: asOf },
  ];
  const footage = { window: { from: at('00:00:00'), to: at('13:00:00') }, asOf, sequences, gaps };

  it('is certain in a gap that lasts until now, and in the future', () => {
    expect(nothingFollows(footage, at('04:00:00'), asOf)).toBe(true);
    expect(nothingFollows(footage, at('12:30:00'), at('12:00:10'))).toBe(true);
  });

  it('is certain in a gap that another adjoins, for another reason, until now', () => {
    const cut = [
      { from: at('03:00:00'), to: at('05:00:00'), reason: 'camera_disabled' },
      { from: at('05:00:00'), to: asOf, reason: 'camera_connection_lost' },
    ];
    expect(nothingFollows({ ...footage, gaps: cut }, at('04:00:00'), asOf)).toBe(true);
  });

  it('is not certain in adjoining gaps that footage follows', () => {
    const cut = [
      { from: at('02:10:00'), to: at('02:20:00'), reason: 'camera_disabled' },
      { from: at('02:20:00'), to: at('02:34:00') },
      { from: at('03:00:00'), to: asOf },
    ];
    expect(nothingFollows({ ...footage, gaps: cut }, at('02:15:00'), asOf)).toBe(false);
  });

  it('is not certain in a gap that ends, nor since the VMS was asked', () => {
    expect(nothingFollows(footage, at('02:20:00'), asOf)).toBe(false);
    expect(nothingFollows(footage, at('12:00:05'), at('12:00:10'))).toBe(false);
  });

  it('is not certain where later footage was not asked for', () => {
    const past = { ...footage, window: { from: at('00:00:00'), to: at('04:00:00') } };
    expect(nothingFollows(past, at('03:30:00'), asOf)).toBe(false);
  });
});

describe('coverage', () => {
  it('counts only what lies inside the range', () => {
    expect(coverage({ sequences }, { from: at('02:00:00'), to: at('03:00:00') })).toBeCloseTo(36 / 60);
  });

  it('is the sum of the shares where sequences can not be told apart', () => {
    const density = densityOf(
      [
        { timestamp: '2026-03-01T01:00:00Z', hasRecording: true, segmentCount: 3, coverage: 0.5 },
        { timestamp: '2026-03-01T02:00:00Z', hasRecording: true, segmentCount: 1, coverage: 1 },
      ],
      at('03:00:00'),
    );
    expect(coverage({ sequences: [], density }, { from: at('01:00:00'), to: at('03:00:00') })).toBe(0.75);
  });
});
