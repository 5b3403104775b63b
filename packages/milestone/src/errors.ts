export type MilestoneErrorKind =
  | 'unavailable'
  | 'credentials-refused'
  | 'not-found'
  | 'conflict'
  | 'refused'
  | 'aborted'
  | 'protocol';

interface Details {
  cause?: unknown;
  /** Seconds before another try makes sense, where that is known. */
  retryAfterSeconds?: number | undefined;
}

/**
 * All that a `MilestoneClient` rejects with. Branch on `kind`, never on the text: `message` is for operators.
 * Neither message nor cause holds a token or a password.
 */
export abstract class MilestoneError extends Error {
  abstract readonly kind: MilestoneErrorKind;
  readonly retryAfterSeconds: number | undefined;

  constructor(message: string, { cause, retryAfterSeconds }: Details = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The VMS cannot be reached, does not answer in time, or says that it cannot serve now (5xx, 429). */
export class UnavailableError extends MilestoneError {
  override readonly kind = 'unavailable';
  /** The VMS itself said so: it has not done what it was asked. Otherwise nobody knows. */
  readonly answered: boolean;
  /** There was no connection over which to ask: it has done nothing either. */
  readonly unsent: boolean;

  constructor(
    message: string,
    { answered = false, unsent = false, ...details }: Details & { answered?: boolean; unsent?: boolean } = {},
  ) {
    super(message, details);
    this.answered = answered;
    this.unsent = unsent;
  }
}

/** The VMS rejects the configured account. The client stays closed for `retryAfterSeconds`, as accounts get locked. */
export class CredentialsRefusedError extends MilestoneError {
  override readonly kind = 'credentials-refused';
}

export type MissingThing = 'camera' | 'recording' | 'footage';

/** The VMS has no such camera, no such running recording, or no footage at that time: `missing` says which. */
export class NotFoundError extends MilestoneError {
  override readonly kind = 'not-found';

  constructor(
    readonly missing: MissingThing,
    message: string,
    details?: Details,
  ) {
    super(message, details);
  }
}

/** The camera already records on demand. */
export class ConflictError extends MilestoneError {
  override readonly kind = 'conflict';
}

/** The VMS understands the request and says no; the message carries its words. */
export class RefusedError extends MilestoneError {
  override readonly kind = 'refused';

  constructor(
    readonly status: number,
    message: string,
    details?: Details,
  ) {
    super(message, details);
  }
}

/** The caller's signal was aborted, or the client closed. */
export class AbortedError extends MilestoneError {
  override readonly kind = 'aborted';
}

/** The VMS answers, but not as its API promises. */
export class ProtocolError extends MilestoneError {
  override readonly kind = 'protocol';
}
