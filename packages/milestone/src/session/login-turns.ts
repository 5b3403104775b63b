/** How a try to log in ended. `unknown` is one that the VMS did not decide: it was down, or the client closed. */
export type LoginOutcome =
  | { kind: 'accepted' | 'unknown' }
  | { kind: 'refused'; reason: string; refusals: number; pauseMs: number };

/** Whether the password may be tried: `refusals` counts how often in a row it was refused, by whichever client. */
export type LoginTurn =
  | { closed: false; refusals: number }
  | { closed: true; refusals: number; reason: string; leftMs: number };

/**
 * Where all clients with one account take turns, so that a wrong password is tried by one of them at a time and its
 * refusal closes all. Another password is another account to it. While it rejects, each client goes by what it knows.
 */
export interface LoginTurns {
  /** Waits while another client tries, until it is our turn or the password is refused. */
  take(signal: AbortSignal): Promise<LoginTurn>;
  /** After each turn that was ours. */
  end(outcome: LoginOutcome): Promise<void>;
}
