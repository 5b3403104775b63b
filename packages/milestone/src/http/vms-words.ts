import { z } from 'zod';
import { jsonOrNothing } from './json-or-nothing.ts';

const MAX_LENGTH = 300;

/** Of XProtect: some answers hold it within `error`, some are it. */
const Details = z
  .object({ details: z.array(z.object({ errorText: z.string() })).min(1) })
  .transform(({ details }) => details.map(({ errorText }) => errorText).join(' '));

/** The error bodies seen in the wild: plain fields, and XProtect's. */
const ErrorWords = z.union([
  z.object({ error: Details }).transform(({ error }) => error),
  Details,
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
  z.object({ error_description: z.string() }).transform((body) => body.error_description),
  z.object({ detail: z.string() }).transform((body) => body.detail),
  z.object({ message: z.string() }).transform((body) => body.message),
  z.object({ error: z.string() }).transform((body) => body.error),
]);

/** What the VMS says about its refusal: one short line without credentials, empty when it says nothing readable. */
export function vmsWords(body: Buffer): string {
  const words = ErrorWords.safeParse(jsonOrNothing(body.toString()));
  return words.success ? safeWords(words.data) : '';
}

/** A VMS's text as one short line without credentials. */
export function safeWords(text: string): string {
  return text
    .replaceAll(/bearer\s+\S+|eyJ[\w-]+\.[\w-]+\.[\w-]*|token#\S+/gi, '[hidden]')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH);
}
