/** The one clock that all pictures of a grid follow. Its time is recorded time, epoch ms; it stands until it is let run. */
export class SharedClock {
  #at = 0;
  #speed = 1;
  #since: number | undefined;

  /** `now` is a monotonic clock, in ms. */
  constructor(private readonly now: () => number) {}

  get at(): number {
    return this.#since === undefined ? this.#at : this.#at + (this.now() - this.#since) * this.#speed;
  }

  get runs(): boolean {
    return this.#since !== undefined;
  }

  /** Goes to a moment, and runs on from there if it runs. */
  set(at: number): void {
    this.#at = at;
    if (this.#since !== undefined) this.#since = this.now();
  }

  /** From now on recorded time runs so many times as fast; backwards where negative. */
  pace(speed: number): void {
    this.set(this.at);
    this.#speed = speed;
  }

  run(runs: boolean): void {
    if (runs === this.runs) return;
    const { at } = this;
    this.#since = runs ? this.now() : undefined;
    this.#at = at;
  }
}
