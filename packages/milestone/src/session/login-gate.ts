import type { Clock } from '../clock.ts';
import { CredentialsRefusedError } from '../errors.ts';

const FIRST_PAUSE_MS = 30_000;
const LONGEST_PAUSE_MS = 300_000;

/** Why the VMS refuses the account, and from when on it is tried again, by the next call. Names the account; holds no secret. */
export interface LoginRefusal {
  reason: string;
  retryAt: Date;
}

interface Options {
  onRefusal?: ((refusal: LoginRefusal | undefined) => void) | undefined;
}

/**
 * Keeps a rejected password from being tried again and again, since a VMS locks accounts: closed for 30 s after the
 * first refusal, then twice as long each time, up to 5 min.
 */
export class LoginGate {
  #refusals = 0;
  #closedUntil = 0;
  #refusal: CredentialsRefusedError | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly options: Options = {},
  ) {}

  /** @throws CredentialsRefusedError while closed, with the seconds that are left. */
  pass() {
    const leftMs = this.#closedUntil - this.clock.now();
    if (this.#refusal && leftMs > 0) throw this.#closed(this.#refusal, leftMs);
  }

  /** Closes after a refusal; returns the error to answer with. */
  refused(refusal: CredentialsRefusedError): CredentialsRefusedError {
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#refusals, LONGEST_PAUSE_MS);
    this.#refusals += 1;
    this.#refusal = refusal;
    this.#closedUntil = this.clock.now() + pauseMs;
    this.options.onRefusal?.({ reason: refusal.message, retryAt: new Date(this.#closedUntil) });
    return this.#closed(refusal, pauseMs);
  }

  accepted() {
    this.#refusals = 0;
    if (this.#refusal) this.options.onRefusal?.(undefined);
    this.#refusal = undefined;
  }

  #closed(refusal: CredentialsRefusedError, leftMs: number) {
    const retryAfterSeconds = Math.ceil(leftMs / 1000);
    const next = `It is tried again in ${retryAfterSeconds} s, so that the account is not locked.`;
    return new CredentialsRefusedError(`${refusal.message} ${next}`, {
      cause: refusal.cause,
      retryAfterSeconds,
    });
  }
}
