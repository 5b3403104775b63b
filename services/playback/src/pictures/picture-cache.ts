import type { Clock } from '@playhead/service-kit';
import { LRUCache } from 'lru-cache';

/** How long after it was recorded footage may still change or grow in the VMS, in ms. */
const SETTLED_AFTER_MS = 60_000;
/** How long pictures of such footage are kept, in ms. */
const GROWING_TTL_MS = 2_000;
/** How long those of older footage are; retention may take it away in the VMS, in ms. */
const SETTLED_TTL_MS = 3_600_000;

/** How long a picture of this moment (epoch ms) may be kept, in ms. */
export const keptFor = (time: number, now: Date): number =>
  time < now.getTime() - SETTLED_AFTER_MS ? SETTLED_TTL_MS : GROWING_TTL_MS;

/** Pictures in memory, up to so many bytes; what was asked for longest ago goes first. */
export class PictureCache<T extends object> {
  private readonly entries: LRUCache<string, T>;

  constructor(
    maxBytes: number,
    sizeOf: (entry: T) => number,
    private readonly clock: Clock,
  ) {
    this.entries = new LRUCache<string, T>({
      maxSize: maxBytes,
      sizeCalculation: (entry) => Math.max(1, sizeOf(entry)),
      ttl: SETTLED_TTL_MS,
      ttlResolution: 0,
      perf: { now: () => clock.now().getTime() },
    });
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.entries.calculatedSize;
  }

  get(key: string): T | undefined {
    return this.entries.get(key);
  }

  /** `time` is the newest moment it shows, epoch ms. */
  keep(key: string, entry: T, time: number): T {
    this.entries.set(key, entry, { ttl: keptFor(time, this.clock.now()) });
    return entry;
  }

  find(matches: (entry: T) => boolean): T | undefined {
    return this.entries.find(matches);
  }
}
