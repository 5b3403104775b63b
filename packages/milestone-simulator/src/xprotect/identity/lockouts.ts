import type { Clock } from '../../clock.ts';
import { MINUTE } from '../../history/slots.ts';

/** So many wrong passwords in a row lock an account, as a basic user's lock-out policy does. */
const MOST_FAILURES = 5;
const LOCKED_MS = 15 * MINUTE;

/** Which accounts guessing has locked. A client that repeats a refused password locks itself out here too. */
export class Lockouts {
  private readonly accounts = new Map<string, { failures: number; since: number }>();

  constructor(private readonly clock: Clock) {}

  isLocked(username: string): boolean {
    const account = this.accounts.get(username);
    if (account === undefined || account.failures < MOST_FAILURES) return false;
    if (this.now() < account.since + LOCKED_MS) return true;
    this.accounts.delete(username);
    return false;
  }

  failed(username: string): void {
    const failures = (this.accounts.get(username)?.failures ?? 0) + 1;
    this.accounts.set(username, { failures, since: this.now() });
  }

  succeeded(username: string): void {
    this.accounts.delete(username);
  }

  reset(): void {
    this.accounts.clear();
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
