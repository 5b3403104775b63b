import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '@playhead/service-kit';
import { CONSOLE_CONFIG } from '../config.token.ts';
import type { ConsoleConfig } from '../config.ts';
import { Slots } from './slots.ts';

/** The library's default is Argon2id; the parameters are the first that OWASP recommends (19 MiB, 2 passes). */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** So many may wait: about a second's work. */
const MAX_WAITING = 50;

/** Hashes and checks passwords, a few at a time: a storm of sign-ins must not take the machine's memory and cores. */
@Injectable()
export class PasswordHasher {
  private readonly slots: Slots;
  private nobody: Promise<string> | undefined;

  constructor(@Inject(CONSOLE_CONFIG) config: ConsoleConfig) {
    this.slots = new Slots(config.AUTH_MAX_CONCURRENT_HASHES, MAX_WAITING);
  }

  /** @throws DomainError `service-unavailable` when too many wait already. */
  hash(password: string): Promise<string> {
    return this.inSlot(() => hash(password, options));
  }

  /**
   * Takes as long for an unknown user as for a wrong password, so that names can't be guessed by timing. `permit` is
   * asked when it is this one's turn, and throws to refuse.
   *
   * @throws DomainError `service-unavailable` when too many wait already.
   */
  matches(password: string, passwordHash: string | undefined, permit: () => Promise<void>): Promise<boolean> {
    return this.inSlot(async () => {
      await permit();
      this.nobody ??= hash('a password nobody has', options);
      return (await verify(passwordHash ?? (await this.nobody), password)) && passwordHash !== undefined;
    });
  }

  private async inSlot<T>(work: () => Promise<T>): Promise<T> {
    const result = this.slots.run(work);
    if (result !== undefined) return await result;
    throw new DomainError('service-unavailable', {
      detail: 'Too many people are signing in at this moment. Try again in a few seconds.',
      retryAfterSeconds: 3,
    });
  }
}
