import { z } from 'zod';
import { ApiError } from './api-error.ts';

/**
 * Reads a request's parameters or body.
 *
 * @throws ApiError 400 naming what is wrong.
 */
export function validate<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '));
  throw new ApiError(400, wrong.join(' '));
}

/** An instant in ISO 8601 with `Z` or an offset, as epoch ms. */
export const Instant = z.iso
  .datetime({ offset: true, error: 'Give an ISO 8601 instant such as 2026-03-01T12:00:00Z.' })
  .transform((text) => Date.parse(text));

/** Epoch ms on the wire: ISO 8601 in UTC with milliseconds. */
export const toIso = (epochMs: number): string => new Date(epochMs).toISOString();
