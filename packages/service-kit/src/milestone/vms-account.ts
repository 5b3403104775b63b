import type { LoginRefusal } from '@playhead/milestone';
import type { Impairment } from '../health/health.ts';

/** Whether the VMS takes the account that Playhead has there, as far as this service was told. */
export class VmsAccount {
  private refusal: LoginRefusal | undefined;

  constructor(private readonly username: string) {}

  tell(refusal: LoginRefusal | undefined) {
    this.refusal = refusal;
  }

  /** For readiness: which account is refused, why, and when it is tried again. */
  impairment(): Impairment | undefined {
    if (this.refusal === undefined) return undefined;
    const { reason, retryAt } = this.refusal;
    return { name: 'VMS account', account: this.username, reason, retryAt: retryAt.toISOString() };
  }
}
