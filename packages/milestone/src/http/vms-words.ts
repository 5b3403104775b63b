import { z } from 'zod';
import { jsonOrNothing } from './json-or-nothing.ts';

const MAX_LENGTH = 300;
/** No more of a text is looked through: an answer may be as long as it likes. */
const MOST_READ = 4_096;

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

/** What follows the name of a secret, to the end of its line or sentence. */
const NAMED = /\b(?:(?:proxy-)?authorization|(?:set-)?cookie|password)\b["']?\s*[:=][^\r\n;,]*/gi;
const TOKEN = /\b(?:bearer|basic|ntlm|negotiate)\s+\S+|eyJ[\w-]+\.[\w-]+\.[\w-]*|token#\S+/gi;
/** Tokens without a name are as long as nothing else is but ids, of cameras for instance. */
const OPAQUE = /(?<![\w+/=-])(?!\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b)(?=[^\s"']*\d)[\w+/=-]{32,}/gi;

/** A VMS's text as one short line without credentials, should it quote what it was sent. */
export function safeWords(text: string): string {
  // A word that is cut in two may be half of a secret.
  const read = text.length > MOST_READ ? text.slice(0, MOST_READ).replace(/\s\S*$/, '') : text;
  return [TOKEN, NAMED, OPAQUE]
    .reduce((words, secret) => words.replaceAll(secret, '[hidden]'), read)
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, MAX_LENGTH);
}
