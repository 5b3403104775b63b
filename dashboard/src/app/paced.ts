/** Between two runs, in ms. */
const PACE_MS = 1_000;

/** Does `work` at once when it is wanted, and what is wanted again within a second of that once, at their end. */
export class Paced {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #again = false;

  constructor(private readonly work: () => void) {}

  want(): void {
    if (this.#timer !== undefined) {
      this.#again = true;
      return;
    }
    this.work();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      const again = this.#again;
      this.#again = false;
      if (again) this.want();
    }, PACE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
