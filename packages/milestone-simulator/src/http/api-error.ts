interface ApiErrorDetails {
  /** Becomes the `Retry-After` header. */
  retryAfterSeconds?: number | undefined;
  /** How XProtect numbers the text, where it does. */
  textId?: string;
  /** Which field of the request is wrong. */
  property?: string;
  /** `html` as a proxy writes it, `bare` without the envelope; unless given, the VMS's own. */
  body?: 'json' | 'html' | 'bare';
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

/** The body of an error of those parts of the API that leave the envelope out; the code is a text there. */
export const bareErrorBody = (httpCode: number, errorText: string, property?: string) => ({
  httpCode: String(httpCode),
  details: [{ errorText, ...(property !== undefined && { property }) }],
});
