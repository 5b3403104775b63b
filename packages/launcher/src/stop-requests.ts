/** One Ctrl-C may come twice: from the terminal and from npm, which passes its own on. */
const sameRequestMs = 500;

/** What the signals we are sent ask for: the first to stop in order, a later one to stop at once. */
export class StopRequests {
  private readonly orderly = new AbortController();
  private readonly immediate = new AbortController();
  private firstAt: number | undefined;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Aborted by the first request. */
  get stop(): AbortSignal {
    return this.orderly.signal;
  }

  /** Aborted by the second. */
  get atOnce(): AbortSignal {
    return this.immediate.signal;
  }

  add(): void {
    if (this.firstAt === undefined) {
      this.firstAt = this.now();
      this.orderly.abort();
    } else if (this.now() - this.firstAt >= sameRequestMs) {
      this.immediate.abort();
    }
  }
}
