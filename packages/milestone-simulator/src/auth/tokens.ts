import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** More sessions than this at once means a client that never reuses one; the oldest go first. */
const MOST_TOKENS = 10_000;

/** The bearer tokens in force. They live in memory only: a restart ends every session, as on a real server. */
export class Tokens {
  private readonly expiries = new Map<string, number>();

  /** `lifetimeSeconds` is how long each token lasts. */
  constructor(
    private readonly clock: Clock,
    readonly lifetimeSeconds: number,
  ) {}

  issue(): string {
    const token = randomBytes(32).toString('base64url');
    this.admit(token);
    return token;
  }

  /** Puts a token in force that was made elsewhere. */
  admit(token: string): void {
    this.forgetExpired();
    this.expiries.set(token, this.clock.now().getTime() + this.lifetimeSeconds * 1000);
  }

  isValid(token: string): boolean {
    const expiry = this.expiries.get(token);
    return expiry !== undefined && this.clock.now().getTime() < expiry;
  }

  revoke(token: string): void {
    this.expiries.delete(token);
  }

  expireAll(): void {
    this.expiries.clear();
  }

  /** How many tokens are in force now. */
  count(): number {
    this.forgetExpired();
    return this.expiries.size;
  }

  /** Tokens are kept in the order of issue, which is the order of expiry too. */
  private forgetExpired(): void {
    const now = this.clock.now().getTime();
    for (const [token, expiry] of this.expiries) {
      if (expiry > now && this.expiries.size < MOST_TOKENS) return;
      this.expiries.delete(token);
    }
  }
}
