import { describe, expect, it } from 'vitest';
import { Instant } from './time.ts';

const problemOf = (text: string) => Instant.safeParse(text).error?.issues[0]?.message;

describe('an instant', () => {
  it.each(['0001-01-01T00:00:00Z', '2026-03-01T12:00:00.123456789Z', '9999-12-31T23:59:59.999Z'])(
    'may be %s',
    (text) => {
      expect(Instant.parse(text)).toBe(text);
    },
  );

  it.each(['0000-12-31T23:59:59Z', '0001-01-01T00:00:00+00:01', '9999-12-31T23:59:59-00:01'])(
    'of another era, such as %s, is refused, as no VMS has footage of it',
    (text) => {
      expect(problemOf(text)).toBe('Give an instant of the years 1 to 9999, in UTC.');
    },
  );

  it('that is none is refused in words that say what one looks like', () => {
    expect(problemOf('yesterday')).toBe('Give an ISO 8601 instant such as 2026-03-01T12:00:00Z.');
  });
});
