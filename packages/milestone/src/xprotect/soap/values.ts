import { z } from 'zod';

/** An element that may come never, once or many times. */
export const manyOf = <S extends z.ZodType>(element: S) =>
  z.preprocess(
    (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
    z.array(element),
  );

/** An element that holds others, empty where it holds none. */
export const holding = <S extends z.ZodType>(content: S) =>
  z.preprocess((value) => (value === undefined || value === '' ? {} : value), content);

export const SoapFlag = z.string().transform((text) => text.trim().toLowerCase() === 'true' || text === '1');

/** An xs:dateTime, in UTC where it names no zone. .NET writes seven digits of a second; three are kept. */
export const SoapTime = z.string().transform((text, context) => {
  const zoned = /(?:Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}Z`;
  const time = new Date(zoned.replace(/(\.\d{3})\d+/, '$1'));
  if (!Number.isNaN(time.getTime())) return time;
  context.addIssue({ code: 'custom', message: 'is no time' });
  return z.NEVER;
});

export const SoapNumber = z.coerce.number();
