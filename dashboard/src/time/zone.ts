import { currentLanguage } from '../i18n/language.ts';

/** IANA name of a time zone, such as `Asia/Dubai`. */
export type Zone = string;

export { currentZone } from './zone-choice.ts';

const WALL_TIME = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?$/;
const formats = new Map<string, Intl.DateTimeFormat>();

function partsOf(at: number, zone: Zone): Record<string, string> {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
    formats.set(zone, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** The zone's distance from UTC at an instant, such as `UTC+03:00`; `UTC` itself has none. */
export const offsetName = (at: number, zone: Zone): string =>
  (partsOf(at, zone).timeZoneName ?? 'GMT').replace('GMT', 'UTC').replace('+00:00', '');

/** How the zone is named beside a clock: "Dubai, UTC+04:00". Other languages than English name it in their own way. */
export function zoneName(at: number, zone: Zone): string {
  const { code, locale } = currentLanguage();
  if (code !== 'en' && zone !== 'UTC' && !zone.startsWith('Etc/')) {
    return `${genericName(at, zone, locale)} (${offsetName(at, zone)})`;
  }
  const city = zone.includes('/') ? zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ') : '';
  return city && !zone.startsWith('Etc/') ? `${city}, ${offsetName(at, zone)}` : offsetName(at, zone);
}

/** An instant as `<input type="datetime-local">` wants it, in the zone: `2026-03-01T15:00:00`. */
export function toWallTime(at: number, zone: Zone): string {
  const { year, month, day, hour, minute, second } = partsOf(at, zone);
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

const genericName = (at: number, zone: Zone, locale: string): string =>
  new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'longGeneric' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;

const wallTimeAsUtc = (text: string): number | undefined => {
  const fields = WALL_TIME.exec(text)
    ?.slice(1)
    .map((field) => Number(field ?? 0));
  if (!fields) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** The zone's distance from UTC at an instant of whole seconds, in ms. */
export const offsetMs = (at: number, zone: Zone) => (wallTimeAsUtc(toWallTime(at, zone)) ?? at) - at;

const DAY_MS = 86_400_000; // offsets change at most once within a day's reach; this is no calendar arithmetic

/** Whether clocks in `zone` change their offset within a day of `at`; known days are remembered. */
function changesNear(at: number, zone: Zone): boolean {
  const day = Math.floor(at / DAY_MS);
  const key = `${zone} ${day}`;
  const known = changes.get(key);
  if (known !== undefined) return known;
  const found = offsetMs((day - 1) * DAY_MS, zone) !== offsetMs((day + 2) * DAY_MS, zone);
  if (changes.size > 1_000) changes.clear();
  changes.set(key, found);
  return found;
}

const changes = new Map<string, boolean>();

/** Whether clocks in `zone` show the time of `at` twice: it lies in the hour that comes again when they go back. */
export function isAmbiguous(at: number, zone: Zone): boolean {
  if (!changesNear(at, zone)) return false;
  const here = offsetMs(at, zone);
  return [at - DAY_MS, at + DAY_MS].some((near) => {
    const other = at + here - offsetMs(near, zone);
    return other !== at && offsetMs(other, zone) === offsetMs(near, zone);
  });
}

/**
 * The instant at which clocks in `zone` show `text`. Of a repeated hour it means the first pass; a time that clocks
 * skip becomes the instant just as far after the jump. Undefined when `text` is no wall-clock time.
 */
export function fromWallTime(text: string, zone: Zone): number | undefined {
  const asUtc = wallTimeAsUtc(text);
  if (asUtc === undefined) return undefined;
  const before = asUtc - offsetMs(asUtc - DAY_MS, zone);
  const after = asUtc - offsetMs(asUtc + DAY_MS, zone);
  return offsetMs(before, zone) === asUtc - before
    ? before
    : offsetMs(after, zone) === asUtc - after
      ? after
      : before;
}

/** Every instant at which clocks in `zone` show `text`, ascending: none of a time that they skip, two of one that comes twice. */
export function instantsAt(text: string, zone: Zone): readonly number[] {
  const asUtc = wallTimeAsUtc(text);
  if (asUtc === undefined) return [];
  const found = [asUtc - DAY_MS, asUtc + DAY_MS]
    .map((near) => asUtc - offsetMs(near, zone))
    .filter((at) => offsetMs(at, zone) === asUtc - at);
  return [...new Set(found)].toSorted((a, b) => a - b);
}

/** The instants inside `[from, to)` at which clocks in `zone` are put forward or back; spans of some days only. */
export function clockChanges({ from, to }: { from: number; to: number }, zone: Zone): readonly number[] {
  const found: number[] = [];
  for (let day = Math.floor(from / DAY_MS); day * DAY_MS < to; day += 1) {
    if (!changesNear(day * DAY_MS, zone)) continue;
    const at = changeWithin(day * DAY_MS, (day + 1) * DAY_MS, zone);
    if (at !== undefined && at >= from && at < to) found.push(at);
  }
  return found;
}

const MINUTE_MS = 60_000;

/** Halves the stretch until it is a minute: clocks change on whole ones. */
function changeWithin(from: number, to: number, zone: Zone): number | undefined {
  const before = offsetMs(from, zone);
  if (offsetMs(to, zone) === before) return undefined;
  let [low, high] = [from / MINUTE_MS, to / MINUTE_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(middle * MINUTE_MS, zone) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE_MS;
}

/** The instant at which clocks in `zone` showed the time of `at`, so many days of their calendar before it. */
export function daysBefore(at: number, days: number, zone: Zone): number {
  const shown = at + offsetMs(Math.floor(at / 1000) * 1000, zone) - days * DAY_MS;
  return (fromWallTime(new Date(shown).toISOString().slice(0, 19), zone) ?? at) + (at % 1000);
}
