import type { LoginRefusal } from '@playhead/milestone';
import type { Logger } from 'pino';
import type { Impairment } from '../health/health.ts';
import type { LoginTurnsRepository } from './login-turns.repository.ts';

/** Whether the VMS takes the account that Playhead has there. */
export class VmsAccount {
  private told: LoginRefusal | undefined;

  constructor(
    private readonly username: string,
    private readonly turns: Pick<LoginTurnsRepository, 'standingRefusal'>,
    private readonly logger: Logger,
  ) {}

  /** What this service's own client found out. */
  tell(refusal: LoginRefusal | undefined) {
    this.told = refusal;
  }

  /** For readiness: which account is refused, why, and when it is tried again. */
  async impairment(): Promise<Impairment | undefined> {
    const refusal = await this.refusal();
    if (refusal === undefined) return undefined;
    const { reason, retryAt } = refusal;
    return { name: 'VMS account', account: this.username, reason, retryAt: retryAt.toISOString() };
  }

  /** Whichever service was refused last; our own knowledge while the database is away. */
  private async refusal(): Promise<LoginRefusal | undefined> {
    try {
      return await this.turns.standingRefusal();
    } catch (error) {
      this.logger.debug({ err: error }, 'whether other services are refused by the VMS is not known');
      return this.told;
    }
  }
}
