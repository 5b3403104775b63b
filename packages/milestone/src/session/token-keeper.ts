import { waitFor } from '../calls/abort.ts';
import type { Clock } from '../clock.ts';
import { AbortedError, MilestoneError, UnavailableError } from '../errors.ts';
import type { MilestoneLog } from '../log.ts';
import type { LoginGate } from './login-gate.ts';

/** Share of a token's life after which it is renewed. */
const FRESH_SHARE = 0.8;
/** Pause after a failed renewal, while the old token still works. */
const RENEWAL_PAUSE_MS = 5000;

/** A token and how long it lives from now. */
export interface Grant {
  token: string;
  lifeMs: number;
}

/** How a dialect gets its tokens. Both reject with a `MilestoneError`. */
export interface TokenSource {
  /** @throws CredentialsRefusedError the account is rejected. */
  login(signal: AbortSignal): Promise<Grant>;
  /**
   * Any error but `UnavailableError` and `AbortedError` means that only a login helps; missing where nothing else ever
   * does.
   */
  refresh?(token: string, signal: AbortSignal): Promise<Grant>;
  /** Tells the VMS that a token is no longer needed; missing where it would not know. */
  revoke?(token: string, signal: AbortSignal): Promise<void>;
}

interface HeldToken {
  value: string;
  renewAt: number;
  expiresAt: number;
}

interface Options {
  source: TokenSource;
  clock: Clock;
  log: MilestoneLog;
  /** Ends the logins: they belong to no caller, only to the client. */
  lifetime: AbortSignal;
  /** Given where the login sends a password, and nowhere else: one wrong password is one refusal. */
  gate?: LoginGate;
}

/** Keeps one live token for however many callers: one login at a time, renewed before it expires. */
export class TokenKeeper {
  #held: HeldToken | undefined;
  #renewal: Promise<string> | undefined;

  constructor(private readonly options: Options) {}

  /** A token to use now. Waits only when there is none that works. */
  async token(signal: AbortSignal): Promise<string> {
    const held = this.#usable();
    if (!held) return waitFor(this.#renew(), signal);
    if (this.options.clock.now() >= held.renewAt) this.#renewBehind(held);
    return held.value;
  }

  /** After a 401. Names the rejected token, so that a late answer cannot discard a fresh one. */
  reject(token: string) {
    if (this.#held?.value === token) this.#held = undefined;
  }

  /** How long until the token is to be renewed, in ms; 0 when it should be by now, or there is none. */
  get freshForMs(): number {
    return Math.max(0, (this.#usable()?.renewAt ?? 0) - this.options.clock.now());
  }

  /** Renews now, whatever the token's age. */
  async renew(signal: AbortSignal): Promise<void> {
    await waitFor(this.#renew(), signal);
  }

  async forget(signal: AbortSignal): Promise<void> {
    await waitFor(Promise.allSettled([this.#renewal]), signal);
    const held = this.#usable();
    this.#held = undefined;
    if (held) await this.options.source.revoke?.(held.value, signal);
  }

  #usable(): HeldToken | undefined {
    return this.#held && this.options.clock.now() < this.#held.expiresAt ? this.#held : undefined;
  }

  #renewBehind(held: HeldToken) {
    if (this.#renewal !== undefined) return;
    this.#renew().catch((error: Error) => {
      held.renewAt = this.options.clock.now() + RENEWAL_PAUSE_MS;
      this.options.log('warn', `The VMS session could not be renewed ahead of its end: ${error.message}`);
    });
  }

  #renew(): Promise<string> {
    this.#renewal ??= this.#obtain().finally(() => {
      this.#renewal = undefined;
    });
    return this.#renewal;
  }

  async #obtain(): Promise<string> {
    const held = this.#usable();
    const { token, lifeMs } = (held && (await this.#refresh(held.value))) ?? (await this.#login());
    const now = this.options.clock.now();
    this.#held = { value: token, renewAt: now + lifeMs * FRESH_SHARE, expiresAt: now + lifeMs };
    return token;
  }

  /** Undefined when only a login helps. */
  async #refresh(token: string): Promise<Grant | undefined> {
    const { source, lifetime, log } = this.options;
    try {
      return await source.refresh?.(token, lifetime);
    } catch (error) {
      if (!(error instanceof MilestoneError) || error instanceof AbortedError) throw error;
      if (error instanceof UnavailableError && this.#usable()) throw error;
      log('info', `The VMS does not renew the session, logging in instead: ${error.message}`);
      return undefined;
    }
  }

  #login(): Promise<Grant> {
    const { source, lifetime, gate } = this.options;
    const login = () => source.login(lifetime);
    return gate ? gate.through(login, lifetime) : login();
  }
}
