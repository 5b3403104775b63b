interface WholeSegment {
  bytes: number;
  /** What was fed that is not in it, nor in those before. */
  fedAfter: number;
}

/**
 * What a stream has on the disk beside the segments it lists, in bytes: whole ones that are not listed yet, and what
 * becomes of what was fed since the last of them. How much that is, is known from those before.
 */
export class Unlisted {
  private wholeBytes = 0;
  private fedSince = 0;
  private fed = 0;
  private madeOf = { fed: 1, made: 1 };
  private made = 0;

  get bytes(): number {
    return this.wholeBytes + this.grownBy(this.fedSince);
  }

  /** How much comes of so many bytes that are fed. */
  grownBy(bytes: number): number {
    return Math.ceil((bytes * this.madeOf.made) / this.madeOf.fed);
  }

  /** So many bytes more are fed. */
  feed(bytes: number) {
    this.fed += bytes;
    this.fedSince += bytes;
  }

  /** A segment is finished. */
  whole({ bytes, fedAfter }: WholeSegment) {
    const fedBefore = this.fed - fedAfter;
    this.made += bytes;
    this.madeOf = { fed: Math.max(1, fedBefore), made: this.made };
    this.wholeBytes += bytes;
    this.fedSince = fedAfter;
  }

  /** A whole segment is listed, or removed. */
  settle(bytes: number) {
    this.wholeBytes = Math.max(0, this.wholeBytes - bytes);
  }

  /** Nothing is left beside what is listed. */
  reset() {
    this.wholeBytes = 0;
    this.fedSince = 0;
  }
}
