import { abortReason } from '../calls/abort.ts';
import type { Clock } from '../clock.ts';
import { CredentialsRefusedError } from '../errors.ts';
import type { MilestoneLog } from '../log.ts';
import type { LoginOutcome, LoginTurns } from './login-turns.ts';

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 300_000;

/** Why the VMS refuses the account, and from when on it is tried again, by the next call. Names the account; holds no secret. */
export interface LoginRefusal {
  reason: string;
  retryAt: Date;
}

interface Options {
  onRefusal?: ((refusal: LoginRefusal | undefined) => void) | undefined;
  turns?: LoginTurns | undefined;
  log?: MilestoneLog;
}

interface Closure {
  reason: string;
  cause?: unknown;
  until: number;
  /** Whether the other clients know it too; then their word on it is the latest. */
  shared: boolean;
}

/**
 * Keeps a rejected password from being tried again and again, since a VMS locks accounts: closed for 30 s after the
 * first refusal, then twice as long each time, up to 5 min. Closed for all clients with the account, where they share turns.
 */
export class LoginGate {
  #refusals = 0;
  #closure: Closure | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly options: Options = {},
  ) {}

  /**
   * Does the login unless the gate is closed.
   *
   * @throws CredentialsRefusedError while closed, with the seconds that are left, and when the login is refused.
   */
  async through<T>(login: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const isOurTurn = await this.#enter(signal);
    try {
      const result = await login();
      this.#open();
      if (isOurTurn) await this.#end({ kind: 'accepted' });
      return result;
    } catch (error) {
      if (error instanceof CredentialsRefusedError) throw await this.#refused(error);
      if (isOurTurn) await this.#end({ kind: 'unknown' });
      throw error;
    }
  }

  /** Returns whether the others wait for us. */
  async #enter(signal: AbortSignal): Promise<boolean> {
    if (!this.#closure?.shared) this.#throwIfClosed();
    try {
      const turn = await this.options.turns?.take(signal);
      if (turn) this.#refusals = turn.refusals;
      if (!turn?.closed) return turn !== undefined;
      this.#close({ reason: turn.reason, until: this.clock.now() + turn.leftMs, shared: true });
    } catch (error) {
      if (signal.aborted) throw abortReason(signal);
      this.#warn('It is not known whether others are refused the VMS account', error);
    }
    this.#throwIfClosed();
    return false;
  }

  async #refused({ message: reason, cause }: CredentialsRefusedError): Promise<CredentialsRefusedError> {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#refusals, LONGEST_PAUSE_MS);
    this.#refusals += 1;
    const until = this.clock.now() + pauseMs;
    const shared = await this.#end({ kind: 'refused', reason, refusals: this.#refusals, pauseMs });
    const closure = { reason, cause, until, shared };
    this.#close(closure);
    return this.#error(closure);
  }

  #close(closure: Closure) {
    this.#closure = closure;
    this.options.onRefusal?.({ reason: closure.reason, retryAt: new Date(closure.until) });
  }

  #open() {
    this.#refusals = 0;
    if (this.#closure) this.options.onRefusal?.(undefined);
    this.#closure = undefined;
  }

  #throwIfClosed() {
    if (this.#closure && this.#closure.until > this.clock.now()) throw this.#error(this.#closure);
  }

  /** Returns whether the others know now. */
  async #end(outcome: LoginOutcome): Promise<boolean> {
    const { turns } = this.options;
    if (!turns) return false;
    try {
      await turns.end(outcome);
      return true;
    } catch (error) {
      this.#warn('The others could not be told how the login to the VMS ended', error);
      return false;
    }
  }

  #warn(what: string, error: unknown) {
    this.options.log?.('warn', `${what}: ${error instanceof Error ? error.message : String(error)}`);
  }

  #error({ reason, cause, until }: Closure) {
    const retryAfterSeconds = Math.ceil((until - this.clock.now()) / 1000);
    const next = `It is tried again in ${retryAfterSeconds} s, so that the account is not locked.`;
    return new CredentialsRefusedError(`${reason} ${next}`, { cause, retryAfterSeconds });
  }
}
