/** Kong's Admin API did not answer, or not as a gateway in working order. Trying again may help. */
export class KongUnavailableError extends Error {
  override name = 'KongUnavailableError';
}

/** Kong refused what was asked; the message repeats its reasons. Trying again does not help. */
export class KongRefusedError extends Error {
  override name = 'KongRefusedError';

  constructor(
    readonly status: number,
    reasons: string,
  ) {
    super(`Kong refused with ${status}: ${reasons}`);
  }
}
