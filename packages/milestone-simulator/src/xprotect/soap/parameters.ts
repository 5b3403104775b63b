import { z } from 'zod';
import { SoapFault } from './soap-fault.ts';

/** The texts of every child, whatever the children are called (protocol reference §3.4). */
export const Texts = z.unknown().transform((value): string[] => {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (Array.isArray(value)) return value.flatMap((item) => Texts.parse(item));
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap((item) => Texts.parse(item))
    : [];
});

/** An xs:dateTime; one without a zone is taken for UTC. Epoch ms. */
export const DateTime = z.string().transform((text, context) => {
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned.replace(/(\.\d{3})\d+/, '$1'));
  if (!Number.isNaN(time)) return time;
  context.addIssue({ code: 'custom', message: 'is no date and time' });
  return z.NEVER;
});

/** A whole number in text. */
export const Whole = z.coerce.number().int();

/** `TimeDuration{MicroSeconds}` as ms. */
export const Duration = z
  .object({ MicroSeconds: z.coerce.number() })
  .transform(({ MicroSeconds }) => MicroSeconds / 1000);

/** @throws SoapFault naming what is wrong. */
export function read<S extends z.ZodType>(schema: S, parameters: unknown): z.output<S> {
  const parsed = schema.safeParse(parameters);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new SoapFault(`The request can not be read: ${wrong.join('; ')}.`);
}

/** Epoch ms as xs:dateTime with the seven digits that .NET writes. */
export const toTicks = (epochMs: number): string => new Date(epochMs).toISOString().replace('Z', '0000Z');
