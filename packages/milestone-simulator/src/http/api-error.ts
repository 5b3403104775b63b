interface ApiErrorDetails {
  /** Becomes the `Retry-After` header. */
  retryAfterSeconds?: number | undefined;
  /** How XProtect numbers the text, where it does. */
  textId?: string;
  /** `html` as a proxy writes it; unless given, the VMS's own envelope. */
  body?: 'json' | 'html';
}

/** An answer other than success; it reaches the client as `{error:{httpCode,details:[{errorText}]}}`. */
export class ApiError extends Error {
  override name = 'ApiError';

  constructor(
    readonly status: number,
    message: string,
    readonly more: ApiErrorDetails = {},
  ) {
    super(message);
  }
}

/** The body of every error of the VMS. */
export const errorBody = (httpCode: number, errorText: string, errorTextId?: string) => ({
  error: { httpCode, details: [{ errorText, ...(errorTextId !== undefined && { errorTextId }) }] },
});
