import type { Range } from '../../history/range.ts';
import { SECOND } from '../../history/slots.ts';

/** Where a GOP is: it lasts a second and begins on a whole one. Epoch ms. */
export interface GopPlace {
  start: number;
  /** The end of its sequence, up to which pictures follow without a gap. */
  sequenceEnd: number;
}

/** The GOPs that a camera's sequences hold, whole ones only: the newest is readable once it is over. */
export class GopPlaces {
  private readonly sequences: readonly Range[];

  /** Sequences sorted and disjoint. */
  constructor(sequences: readonly Range[]) {
    this.sequences = sequences
      .map(({ start, end }) => ({
        start: Math.ceil(start / SECOND) * SECOND,
        end: Math.floor(end / SECOND) * SECOND,
      }))
      .filter(({ start, end }) => start < end);
  }

  get first(): GopPlace | undefined {
    const [sequence] = this.sequences;
    return sequence && place(sequence.start, sequence);
  }

  get last(): GopPlace | undefined {
    const sequence = this.sequences.at(-1);
    return sequence && place(sequence.end - SECOND, sequence);
  }

  /** The GOP that contains an instant; in a gap the last one before it; before everything the first. */
  at(time: number): GopPlace | undefined {
    const sequence = this.sequences.findLast(({ start }) => start <= time);
    if (sequence === undefined) return this.first;
    return place(Math.min(Math.floor(time / SECOND) * SECOND, sequence.end - SECOND), sequence);
  }

  /** The GOP after one, across gaps; the newest itself at the end. */
  after({ start }: GopPlace): GopPlace | undefined {
    const sequence = this.sequences.find(({ end }) => end > start + SECOND);
    return sequence ? place(Math.max(start + SECOND, sequence.start), sequence) : this.last;
  }

  /** The GOP before one, across gaps; the oldest itself at the beginning. */
  before({ start }: GopPlace): GopPlace | undefined {
    const sequence = this.sequences.findLast((candidate) => candidate.start < start);
    return sequence ? place(Math.min(start, sequence.end) - SECOND, sequence) : this.first;
  }

  nextSequence({ start }: GopPlace): GopPlace | undefined {
    const sequence = this.sequences.find((candidate) => candidate.start > start);
    return sequence ? place(sequence.start, sequence) : this.last;
  }

  previousSequence({ start }: GopPlace): GopPlace | undefined {
    const sequence = this.sequences.findLast((candidate) => candidate.end <= start);
    return sequence ? place(sequence.start, sequence) : this.first;
  }
}

const place = (start: number, { end }: Range): GopPlace => ({ start, sequenceEnd: end });
