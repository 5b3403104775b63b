import { setMaxListeners } from 'node:events';
import PQueue from 'p-queue';
import type { Range } from '../footage.ts';

/** What a VMS tells in one answer, within any deadline: a month of a busy camera is some thousands of sequences. */
export const SLICE_MS = 31 * 86_400_000;
/** Slices of all long questions that are asked at a time, so that the VMS keeps answering the short ones. */
const AT_ONCE = 4;

/** A range in parts that are no longer than a slice, in order. */
export function slicesOf({ startTime, endTime }: Range): Range[] {
  const endMs = endTime.getTime();
  const slices: Range[] = [];
  for (let startMs = startTime.getTime(); startMs < endMs; startMs += SLICE_MS) {
    slices.push({ startTime: new Date(startMs), endTime: new Date(Math.min(startMs + SLICE_MS, endMs)) });
  }
  return slices;
}

/** Asks long questions in slices, a few at a time; a short one is asked at once. */
export class Slices {
  private readonly turns = new PQueue({ concurrency: AT_ONCE });

  /** What `ask` says of each slice, in order. The first that fails, or `signal`, breaks the others off. */
  async ask<T>(
    range: Range,
    signal: AbortSignal,
    ask: (slice: Range, signal: AbortSignal) => Promise<T>,
  ): Promise<T[]> {
    const slices = slicesOf(range);
    if (slices.length === 1) return [await ask(range, signal)];

    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    setMaxListeners(0, either); // each slice listens; a year has a dozen
    const askOrEndAll = async (slice: Range) => {
      try {
        return await ask(slice, either);
      } catch (thrown) {
        failed.abort(thrown);
        throw failed.signal.reason; // not that a slice was broken off, but why
      }
    };
    return Promise.all(slices.map((slice) => this.turns.add(() => askOrEndAll(slice), { signal: either })));
  }
}
