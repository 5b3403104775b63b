import { footageWithin, type VmsStretches } from '@playhead/milestone';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assemble } from './assemble.ts';
import type { Footage, Range } from './footage.ts';

const MINUTES = 600;
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 0, minute));
const range = (from: number, to: number): Range => ({ startTime: at(from), endTime: at(to) });
const storage = { storageLocation: 'SAN-01' };

/** Sequences and told gaps that follow each other in any way, some adjoining, some apart. */
const history = fc
  .array(
    fc.record({
      minutes: fc.integer({ min: 1, max: 60 }),
      kind: fc.constantFrom('sequence', 'gap', 'nothing'),
      reason: fc.constantFrom('camera_disabled', 'Quota reached'),
      available: fc.boolean(),
      weighed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((stretches): VmsStretches => {
    const told: VmsStretches = { sequences: [], gaps: [] };
    let minute = 0;
    for (const [index, { minutes, kind, reason, available, weighed }] of stretches.entries()) {
      const stretch = range(minute, minute + minutes);
      const sizeBytes = minutes * 7_000;
      if (kind === 'sequence') {
        told.sequences.push({
          sequenceId: `s${index}`,
          ...stretch,
          available,
          ...(weighed && { sizeBytes }),
        });
      }
      if (kind === 'gap') told.gaps.push({ ...stretch, reason });
      minute += minutes;
    }
    return told;
  });

const rangeWithin = fc
  .tuple(fc.integer({ min: 0, max: MINUTES - 1 }), fc.integer({ min: 1, max: MINUTES }))
  .map(([from, length]) => range(from, from + length));

const answer = (asked: Range, told: VmsStretches): Footage => ({ ...footageWithin(asked, told), storage });

const inWholeBytes = ({ sequences, ...footage }: Footage) => ({
  ...footage,
  sequences: sequences.map(({ sizeBytes, ...sequence }) => ({
    ...sequence,
    ...(sizeBytes !== undefined && { sizeBytes: Math.round(sizeBytes) }),
  })),
});

describe('footage out of pieces', () => {
  it('is what one answer would have been, however it was cut and however the pieces overlap', () => {
    fc.assert(
      fc.property(history, rangeWithin, fc.array(rangeWithin, { maxLength: 8 }), (told, asked, others) => {
        const pieces = [asked, ...others].map((covered, index) => ({
          range: covered,
          footage: answer(covered, told),
          askedAt: at(index),
        }));

        expect(inWholeBytes(assemble(asked, pieces))).toEqual(inWholeBytes(answer(asked, told)));
      }),
    );
  });

  it('says the newest of what was asked twice', () => {
    const piece = (from: number, to: number, sequenceId: string, askedAt: Date) => ({
      range: range(from, to),
      footage: answer(range(from, to), {
        sequences: [{ sequenceId, ...range(from, to), available: true }],
        gaps: [],
      }),
      askedAt,
    });

    const { sequences } = assemble(range(0, 30), [piece(10, 20, 'new', at(2)), piece(0, 30, 'old', at(1))]);

    expect(sequences).toMatchObject([
      { sequenceId: 'old', ...range(0, 10) },
      { sequenceId: 'new', ...range(10, 20) },
      { sequenceId: 'old', ...range(20, 30) },
    ]);
  });
});
