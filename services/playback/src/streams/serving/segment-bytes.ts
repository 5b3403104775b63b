import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** Enough for what the viewers of shared streams ask for at about the same time, in bytes. */
const MAX_BYTES = 32 * 1024 * 1024;

/** Reads segment files whole, once for all who watch the same, and keeps what was asked for last in memory. */
@Injectable()
export class SegmentBytes {
  private readonly kept = new LRUCache<string, Buffer>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ length }) => Math.max(1, length),
    fetchMethod: (path) => readFile(path),
  });

  /** Rejects with the file system's error when there is no such file any more. */
  of(path: string): Promise<Buffer> {
    return this.kept.forceFetch(path);
  }
}
