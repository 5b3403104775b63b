/** An answer other than success; it reaches the client as `{error:{httpCode,details:[{errorText}]}}`. */
export class ApiError extends Error {
  override name = 'ApiError';

  /** `retryAfterSeconds` becomes the `Retry-After` header. */
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

/** The body of every error. */
export const errorBody = (httpCode: number, errorText: string) => ({
  error: { httpCode, details: [{ errorText }] },
});
