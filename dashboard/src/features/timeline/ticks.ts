import { currentLanguage } from '../../i18n/language.ts';
import { formatDay, formatMinutes, formatTime } from '../../time/format.ts';
import { roundTimes } from '../../time/round-times.ts';
import type { Span } from '../../time/span.ts';
import { toWallTime, type Zone } from '../../time/zone.ts';

export type Tick = { readonly at: number; readonly label: string; readonly major: boolean };

/** At most one label in so many px, that they never touch. */
const PX_PER_TICK = 104;

/** Round times of the zone inside the view. An hour that clocks pass twice carries its offset. */
export function ticksOf(view: Span, width: number, zone: Zone): readonly Tick[] {
  const count = Math.max(2, Math.floor(width / PX_PER_TICK));
  return labelled(roundTimes(view, count, zone), zone);
}

/** Labels for ascending instants: days where one begins, else times as fine as the steps between them. */
export function labelled(instants: readonly number[], zone: Zone): readonly Tick[] {
  const withSeconds = instants.some((at) => at % 60_000 !== 0);
  return instants.map((at) => tickAt(at, withSeconds, zone));
}

/** Labels are worked out once: panning shows the same again and again. */
const known = new Map<string, Tick>();
const MOST_KNOWN = 2_000;

function tickAt(at: number, withSeconds: boolean, zone: Zone): Tick {
  const key = `${at} ${withSeconds} ${zone} ${currentLanguage().locale}`;
  const before = known.get(key);
  if (before) return before;
  const midnight = toWallTime(at, zone).endsWith('T00:00:00');
  const time = withSeconds ? formatTime(at, zone) : formatMinutes(at, zone);
  const tick = { at, label: midnight ? formatDay(at, zone) : time, major: midnight };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, tick);
  return tick;
}
