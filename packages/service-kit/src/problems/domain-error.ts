import { type ProblemCode, problems } from '@playhead/contracts';

export interface DomainErrorDetails {
  /** What happened and what to do, for the person who reads it. Public. */
  detail: string;
  cause?: unknown;
  /** Members that stand beside the standard ones in the answer. */
  members?: Record<string, unknown>;
  /** For `Retry-After`. */
  retryAfterSeconds?: number;
}

/** A failure with a place in the registry. Knows nothing of HTTP beyond what the registry says. */
export class DomainError extends Error {
  override name = 'DomainError';
  readonly members: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ProblemCode,
    { detail, cause, members = {}, retryAfterSeconds }: DomainErrorDetails,
  ) {
    super(detail, { cause });
    this.members = members;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  get status(): number {
    return problems[this.code].status;
  }
}
