import { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

const oneOf = (values: readonly unknown[]): string =>
  values.length === 2 ? values.join(' or ') : `${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`;

const units: Readonly<Record<string, readonly [string, string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};

const amount = (origin: string, count: number | bigint): string =>
  `${count}${units[origin]?.[Number(count) === 1 ? 0 : 1] ?? ''}`;

/** Says of a fault what is accepted instead, wherever the schema has no better words; for zod's `error`. */
export const sayWhatIsAccepted: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected];
      if (kind === undefined) return undefined;
      return issue.input === undefined ? `It is missing. Give ${kind}.` : `Give ${kind}.`;
    }
    case 'invalid_value': {
      const missing = issue.input === undefined ? 'It is missing. ' : '';
      return `${missing}Give ${oneOf(issue.values)}.`;
    }
    case 'too_small':
      return `Give at least ${amount(issue.origin, issue.minimum)}.`;
    case 'too_big':
      return `Give at most ${amount(issue.origin, issue.maximum)}.`;
    case 'unrecognized_keys':
      return 'There is no such field here. Leave it out.';
    default:
      return undefined;
  }
};

const between = (min: number, max: number | undefined) =>
  max === undefined ? `of at least ${min}` : `from ${min} to ${max}`;

/** A text of `min` to `max` characters, blanks around it removed. */
export const Text = (max: number, min = 1) => {
  const error = `Give a text of ${min} to ${max} characters.`;
  return z.string({ error }).trim().min(min, { error }).max(max, { error });
};

/** A text taken as it is: a password, a token, an id of somebody else's. */
export const ExactText = (max: number, min = 1) => {
  const error = `Give a text of ${min} to ${max} characters.`;
  return z.string({ error }).min(min, { error }).max(max, { error });
};

/** A number from `min` to `max`. */
export const NumberWithin = (min: number, max: number) => {
  const error = `Give a number from ${min} to ${max}.`;
  return z.number({ error }).min(min, { error }).max(max, { error });
};

/** A whole number in a query string. */
export const QueryWholeNumber = (min: number, max?: number) => {
  const error = `Give a whole number ${between(min, max)}.`;
  const number = z.coerce.number({ error }).int({ error }).min(min, { error });
  return max === undefined ? number : number.max(max, { error });
};
