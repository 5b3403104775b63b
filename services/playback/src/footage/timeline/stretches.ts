import { Temporal } from 'temporal-polyfill';

/** A stretch of time in which the clocks of a zone keep the same distance from UTC; all in ms, instants since 1970. */
export interface Stretch {
  from: number;
  to: number;
  /** What the clocks show is UTC plus this. */
  offsetMs: number;
}

/** The stretches of `[from, to)`, in order: a new one begins wherever clocks in `timeZone` (IANA) are changed. */
export function stretchesOf(from: number, to: number, timeZone: string): Stretch[] {
  const stretches: Stretch[] = [];
  let at: Temporal.ZonedDateTime | null =
    Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(timeZone);
  while (at !== null && at.epochMilliseconds < to) {
    const change: Temporal.ZonedDateTime | null = at.getTimeZoneTransition('next');
    stretches.push({
      from: at.epochMilliseconds,
      to: Math.min(change?.epochMilliseconds ?? to, to),
      offsetMs: at.offsetNanoseconds / 1_000_000,
    });
    at = change;
  }
  return stretches;
}
