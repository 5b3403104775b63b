import { describe, expect, it } from 'vitest';
import type { VmsStretches } from '../milestone-client.ts';
import { footageWithin } from './footage-within.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));
const range = { startTime: at(10), endTime: at(50) };
const sequence = (from: number, to: number, sequenceId = `${from}`) => ({
  sequenceId,
  startTime: at(from),
  endTime: at(to),
  available: true,
});
const gap = (from: number, to: number, reason?: string) => ({
  startTime: at(from),
  endTime: at(to),
  ...(reason && { reason }),
});
const minutes = ({ startTime, endTime }: { startTime: Date; endTime: Date }) =>
  `${startTime.getMinutes()}-${endTime.getMinutes()}`;
const shape = ({ sequences, gaps }: VmsStretches) => ({
  sequences: sequences.map(minutes),
  gaps: gaps.map(minutes),
});

describe('footage within a range', () => {
  it.each([
    ['nothing', [], [], ['10-50']],
    ['all of it', [sequence(0, 59)], ['10-50'], []],
    [
      'two in disorder',
      [sequence(30, 40), sequence(15, 20)],
      ['15-20', '30-40'],
      ['10-15', '20-30', '40-50'],
    ],
    ['overlapping ones', [sequence(10, 30), sequence(20, 40)], ['10-30', '30-40'], ['40-50']],
    ['one inside another', [sequence(10, 40), sequence(20, 30)], ['10-40'], ['40-50']],
    ['adjoining ones', [sequence(10, 30), sequence(30, 50)], ['10-30', '30-50'], []],
    ['none that only touches', [sequence(0, 10), sequence(50, 55)], [], ['10-50']],
    ['none that is empty or backwards', [sequence(20, 20), sequence(40, 30)], [], ['10-50']],
  ])('holds %s', (_what, sequences, expected, gaps) => {
    expect(shape(footageWithin(range, { sequences, gaps: [] }))).toEqual({ sequences: expected, gaps });
  });

  it('counts the bytes of a cropped sequence in proportion', () => {
    const footage = footageWithin(range, { sequences: [{ ...sequence(0, 20), sizeBytes: 1001 }], gaps: [] });

    expect(footage.sequences[0]?.sizeBytes).toBe(500.5);
  });

  it('cuts a gap where its reason changes, and only there', () => {
    const told = [gap(0, 14, 'disk full'), gap(14, 16, 'disk full'), gap(18, 30, 'camera lost'), gap(30, 50)];

    const { gaps } = footageWithin(range, { sequences: [sequence(30, 40)], gaps: told });

    expect(gaps).toEqual([gap(10, 16, 'disk full'), gap(16, 18), gap(18, 30, 'camera lost'), gap(40, 50)]);
  });

  it('takes the reason that was there first where two overlap, and none where there is footage', () => {
    const told = [gap(12, 45, 'camera lost'), gap(5, 20, 'disk full')];

    const { gaps } = footageWithin(range, { sequences: [sequence(15, 35)], gaps: told });

    expect(gaps).toEqual([gap(10, 15, 'disk full'), gap(35, 45, 'camera lost'), gap(45, 50)]);
  });

  it('of a year of short sequences is told at once', () => {
    const day = 24 * 60;
    const year = { startTime: at(0), endTime: at(366 * day) };
    const starts = Array.from({ length: 366 * 144 }, (_, index) => index * 10);
    const sequences = starts.map((start) => sequence(start, start + 4));
    const told = starts.map((start) => gap(start + 4, start + 9, 'camera lost'));

    const { gaps } = footageWithin(year, { sequences, gaps: told });

    expect(gaps).toHaveLength(2 * starts.length);
  });

  it('is empty for an empty range', () => {
    const empty = { startTime: at(20), endTime: at(20) };

    expect(footageWithin(empty, { sequences: [sequence(0, 59)], gaps: [] })).toEqual({
      sequences: [],
      gaps: [],
    });
  });
});
