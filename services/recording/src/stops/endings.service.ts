import { Injectable } from '@nestjs/common';
import { type Ending, StopsRepository } from './stops.repository.ts';

interface Waiting {
  ending: Ending;
  done: () => void;
  failed: (error: unknown) => void;
}

const BATCH = 100;

/** Writes the ends of sessions, together with those that come while the last ones are written. */
@Injectable()
export class EndingsService {
  private readonly waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly stops: StopsRepository) {}

  /** Resolves when the end is stored and told. */
  finish(ending: Ending): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ ending, done, failed });
      if (!this.writing) void this.write();
    });
  }

  private async write(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      try {
        await this.stops.finish(batch.map(({ ending }) => ending));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.writing = false;
  }
}
