import type { Range } from '../history/range.ts';
import { SECOND } from '../history/slots.ts';
import { PICTURE_RATE, pictureAt, pictureFrom } from './picture-grid.ts';

/** Which pictures to show: `count` of them, from `first` on, `step` apart (negative: backwards). */
export interface Take {
  first: number;
  step: number;
  count: number;
}

/**
 * The pictures from an instant to the end of its sequence, or back to its start. Forwards they begin with the key
 * picture at or before the instant. In a gap they begin with the next sequence in the direction of travel.
 * `speed` is a whole number other than 0; sequences are sorted. Nothing when no footage lies that way.
 */
export function takeFrom(sequences: readonly Range[], time: number, speed: number): Take | undefined {
  return speed > 0 ? forwards(sequences, time, speed) : backwards(sequences, time, speed);
}

function forwards(sequences: readonly Range[], time: number, step: number): Take | undefined {
  const sequence = sequences.find(({ end }) => end > time);
  if (!sequence) return undefined;
  const second = Math.floor(Math.max(time, sequence.start) / SECOND);
  const first = Math.max(second * PICTURE_RATE, pictureFrom(sequence.start));
  return take(first, step, (pictureFrom(sequence.end) - first) / step);
}

function backwards(sequences: readonly Range[], time: number, step: number): Take | undefined {
  const sequence = sequences.findLast(({ start }) => start <= time);
  if (!sequence) return undefined;
  const first = Math.min(pictureAt(time), pictureFrom(sequence.end) - 1);
  return take(first, step, (pictureFrom(sequence.start) - 1 - first) / step);
}

function take(first: number, step: number, pictures: number): Take | undefined {
  return pictures > 0 ? { first, step, count: Math.ceil(pictures) } : undefined;
}

/** The one picture that shows an instant. Nothing in a gap. */
export function takeAt(sequences: readonly Range[], time: number): Take | undefined {
  const shown = sequences.some(({ start, end }) => start <= time && time < end);
  return shown ? { first: pictureAt(time), step: 1, count: 1 } : undefined;
}
