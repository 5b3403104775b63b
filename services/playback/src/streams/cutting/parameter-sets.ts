import type { Coding } from './coding.ts';
import type { ParameterSet, PictureHead } from './picture-head.ts';
import { UncuttableError } from './uncuttable.ts';

/** More than any camera has. */
const MAX_BYTES = 64 * 1024;

/** What a decoder has to know, as the stream has told it so far. Cameras may tell it once, at the beginning. */
export class ParameterSets {
  private readonly known = new Map<string, ParameterSet>();

  constructor(private readonly coding: Coding) {}

  /** @throws UncuttableError where there are too many. */
  learn({ sets }: PictureHead) {
    if (sets.length === 0) return;
    for (const set of sets) this.known.set(this.nameOf(set), set);
    const bytes = [...this.known.values()].reduce((sum, set) => sum + set.bytes.length, 0);
    if (bytes > MAX_BYTES) throw new UncuttableError('It has too many parameters.');
  }

  /** Those that a picture with this head does not bring itself. @throws UncuttableError where none are known. */
  missingIn({ sets }: PictureHead): Buffer[] {
    const known = [...this.known.values()];
    if (!this.coding.setTypes.every((type) => known.some((set) => set.type === type))) {
      throw new UncuttableError('It tells no parameters.');
    }
    const brought = new Set(sets.map((set) => this.nameOf(set)));
    return known
      .filter((set) => !brought.has(this.nameOf(set)))
      .sort((a, b) => a.type - b.type)
      .map(({ bytes }) => bytes);
  }

  private nameOf({ type, bytes }: ParameterSet): string {
    return `${type}:${this.coding.setId(type, bytes.subarray(4))}`;
  }
}
