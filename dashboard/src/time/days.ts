import { addDays } from './calendar.ts';
import type { Span } from './span.ts';
import { fromWallTime, toWallTime, type Zone } from './zone.ts';

const DATE = /^\d{4}-\d\d-\d\d$/;

/** The date an address holds, as a date field writes it (`2026-03-01`); `''` when it holds something else. */
export const dateOf = (text: string | null): string => (text !== null && DATE.test(text) ? text : '');

type Days = { readonly from: string; readonly to: string };

/** The instants between which days of the zone lie. Both are meant whole: the range ends where the day after `to` begins. */
export const daysAsRange = ({ from, to }: Days, zone: Zone) => ({
  from: from ? startOf(from, zone) : undefined,
  to: to ? startOf(dayAfter(to), zone) : undefined,
});

/** The day of the zone's calendar that holds `at`: 23 or 25 hours long where clocks change. */
export function dayAround(at: number, zone: Zone): Span {
  const date = toWallTime(at, zone).slice(0, 10);
  const begin = (of: string) => fromWallTime(`${of}T00:00`, zone) ?? at;
  return { from: begin(date), to: begin(dayAfter(date)) };
}

/** The instant at which a day begins in the zone: its first minute, wherever clocks change. */
function startOf(date: string, zone: Zone): string | undefined {
  const at = fromWallTime(`${date}T00:00`, zone);
  return at === undefined ? undefined : new Date(at).toISOString();
}

const dayAfter = (date: string) => addDays(date, 1);
