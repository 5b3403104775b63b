/** What may be on its way through pipes and buffers between us and the file that FFmpeg writes, in bytes. */
const ON_THE_WAY = 128 * 1024;

interface WholeSegment {
  bytes: number;
  /** What FFmpeg was fed since it was whole. */
  fedAfter: number;
}

/**
 * What a stream has on the disk beside the segments it lists, in bytes: whole ones that are not listed yet, and what
 * FFmpeg makes of what it was fed since the last of them. How much that is, is known from those before.
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

  /** How much comes of so many bytes that FFmpeg gets. */
  grownBy(bytes: number): number {
    return Math.ceil((bytes * this.madeOf.made) / this.madeOf.fed);
  }

  /** FFmpeg gets so many bytes more. */
  feed(bytes: number) {
    this.fed += bytes;
    this.fedSince += bytes;
  }

  /** FFmpeg has finished a segment. */
  whole({ bytes, fedAfter }: WholeSegment) {
    const fedBefore = this.fed - fedAfter;
    const onTheWay = Math.min(ON_THE_WAY, fedBefore / 2);
    this.made += bytes;
    this.madeOf = { fed: Math.max(1, fedBefore - onTheWay), made: this.made };
    this.wholeBytes += bytes;
    this.fedSince = onTheWay + fedAfter;
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
