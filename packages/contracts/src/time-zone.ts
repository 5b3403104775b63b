import { z } from 'zod';

/** The names of three letters that the IANA database has: ICU knows others, such as `PST`, that mean a place by chance. */
const SHORT_NAMES = 'CET EET EST GMT HST MET MST PRC ROC ROK UCT UTC WET'.split(' ');

/**
 * Whether this is a name of the IANA time zone database. Offsets such as `+04:00` are none: they do not know of changes of
 * the clock.
 */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  if (name.length === 3 && !SHORT_NAMES.includes(name.toUpperCase())) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A name of the IANA time zone database. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, {
    error: 'Give a time zone of the IANA database, such as Asia/Dubai, Europe/Berlin or UTC.',
  })
  .meta({ id: 'TimeZone', examples: ['Asia/Dubai'] });
