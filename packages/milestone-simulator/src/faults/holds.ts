import { once } from 'node:events';
import { type Call, type Match, matches } from './match.ts';

/** A call that is kept waiting for as long as a test needs. */
export interface Hold {
  /** Resolves when the call has come; it has done nothing yet. */
  readonly reached: Promise<void>;
  /** Lets the call go on; or pass, where it has not come. */
  letGo(): void;
}

interface Waiting {
  match: Match;
  arrive: () => void;
  open: AbortController;
}

/** The calls that are held, each only once. */
export class Holds {
  private waiting: readonly Waiting[] = [];
  private held: readonly Waiting[] = [];

  /** Holds the next call that matches. */
  hold(match: Match): Hold {
    const open = new AbortController();
    const reached = new Promise<void>((arrive) => {
      this.waiting = [...this.waiting, { match, arrive, open }];
    });
    return { reached, letGo: () => open.abort() };
  }

  /** Waits where the call is held. Rejects when the caller hangs up meanwhile. */
  async pass(call: Call, closed: () => AbortSignal): Promise<void> {
    const hold = this.waiting.find(({ match }) => matches(match, call));
    if (hold === undefined) return;
    this.waiting = this.waiting.filter((other) => other !== hold);
    this.held = [...this.held, hold];
    hold.arrive();
    try {
      if (!hold.open.signal.aborted) await once(hold.open.signal, 'abort', { signal: closed() });
    } finally {
      this.held = this.held.filter((other) => other !== hold);
    }
  }

  clear(): void {
    for (const { open } of [...this.waiting, ...this.held]) open.abort();
    this.waiting = [];
  }
}
