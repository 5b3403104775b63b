import { withoutRequest } from '@playhead/service-kit';

interface Waiting<T, R> {
  item: T;
  done: (result: R) => void;
  failed: (error: unknown) => void;
}

const MOST = 100;

/**
 * Writes items together with those that come while the last ones are written: one commit for all, and none waits for
 * company. `write` answers with a result for each item, in their order.
 */
export class Batches<T, R> {
  private readonly waiting: Waiting<T, R>[] = [];
  private writing = false;

  constructor(private readonly write: (items: readonly T[]) => Promise<readonly R[]>) {}

  /** The item's own result, once it is stored; what its batch failed with. */
  add(item: T): Promise<R> {
    return new Promise((done, failed) => {
      this.waiting.push({ item, done, failed });
      // The batch belongs to none of the requests whose items are in it.
      if (!this.writing) void withoutRequest(() => this.writeAll());
    });
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) await this.writeOne(this.waiting.splice(0, MOST));
    this.writing = false;
  }

  private async writeOne(batch: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await this.write(batch.map(({ item }) => item));
      for (const [index, { done, failed }] of batch.entries()) {
        const result = results[index];
        if (result === undefined) failed(new Error('A batch answered for fewer items than it was given.'));
        else done(result);
      }
    } catch (error) {
      for (const { failed } of batch) failed(error);
    }
  }
}
