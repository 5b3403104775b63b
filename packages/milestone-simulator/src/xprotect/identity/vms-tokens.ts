import { randomUUID } from 'node:crypto';
import { Tokens } from '../../auth/tokens.ts';
import type { Clock } from '../../clock.ts';
import { Signal } from '../../signal.ts';

/**
 * The session tokens that `ServerCommandService.Login` gives for the recorders (protocol reference §3.2). An older one
 * stays in force for its own life.
 */
export class VmsTokens {
  /** Whenever tokens have ended before their time. */
  readonly ended = new Signal();
  private readonly known: Tokens;

  /** `lifetimeSeconds` is how long each token lasts. */
  constructor(clock: Clock, lifetimeSeconds: number) {
    this.known = new Tokens(clock, lifetimeSeconds);
  }

  get lifetimeSeconds(): number {
    return this.known.lifetimeSeconds;
  }

  issue(host: string): string {
    const token = `TOKEN#${randomUUID()}#${host}//ServerConnector#`;
    this.known.admit(token);
    return token;
  }

  isValid(token: string): boolean {
    return this.known.isValid(token);
  }

  revoke(token: string): void {
    this.known.revoke(token);
    this.ended.tell();
  }

  expireAll(): void {
    this.known.expireAll();
    this.ended.tell();
  }

  count(): number {
    return this.known.count();
  }
}
