/** Runs at most so many pieces of work at once; so many more wait for their turn, first come first served. */
export class Slots {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly size: number,
    private readonly maxWaiting: number,
  ) {}

  /** The work's own result; `undefined` when too many wait already, and the work is not begun. */
  run<T>(work: () => Promise<T>): Promise<T> | undefined {
    if (this.running >= this.size && this.waiting.length >= this.maxWaiting) return undefined;
    return this.runInTurn(work);
  }

  private async runInTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.size) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next(); // hands the slot on
    }
  }
}
