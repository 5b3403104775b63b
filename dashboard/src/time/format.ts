import { currentLanguage } from '../i18n/language.ts';
import { t } from '../i18n/t.ts';
import { isAmbiguous, offsetName, type Zone } from './zone.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(at: number, zone: Zone, options: Intl.DateTimeFormatOptions): string {
  const { locale } = currentLanguage();
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { timeZone: zone, hourCycle: 'h23', ...options });
    formats.set(key, made);
  }
  return made.format(at);
}

/** A time of day. In the hour that comes twice when clocks go back it says which of the two: "02:30 +01:00". */
function clock(at: number, zone: Zone, options: Intl.DateTimeFormatOptions): string {
  const text = format(at, zone, options);
  return isAmbiguous(at, zone) ? `${text} ${offsetName(at, zone).slice('UTC'.length) || '+00:00'}` : text;
}

const withOffset = (text: string, at: number, zone: Zone) => `${text} ${offsetName(at, zone)}`;

const minutes = { hour: '2-digit', minute: '2-digit' } as const;
const seconds = { ...minutes, second: '2-digit' } as const;
const dateMinutes = { day: 'numeric', month: 'short', year: 'numeric', ...minutes } as const;
const dateTime = { day: 'numeric', month: 'short', year: 'numeric', ...seconds } as const;

/** "14:03" */
export const formatMinutes = (at: number, zone: Zone) => clock(at, zone, minutes);

/** "14:03:07" */
export const formatTime = (at: number, zone: Zone) => clock(at, zone, seconds);

/** "14:03:07.2" */
export const formatTenths = (at: number, zone: Zone) =>
  clock(at, zone, { ...seconds, fractionalSecondDigits: 1 });

/** "Sun 1 Mar" */
export const formatDay = (at: number, zone: Zone) =>
  format(at, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');

/** "Sun 1 Mar 2026" */
export const formatDate = (at: number, zone: Zone) =>
  format(at, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(',', '');

/** "1 Mar 2026, 14:03" */
export const formatDateMinutes = (at: number, zone: Zone) => clock(at, zone, dateMinutes);

/** "1 Mar 2026, 14:03:07" */
export const formatDateTime = (at: number, zone: Zone) => clock(at, zone, dateTime);

/** "14:03 UTC+04:00" */
export const formatMinutesInZone = (at: number, zone: Zone) =>
  withOffset(format(at, zone, minutes), at, zone);

/** "14:03:07 UTC+04:00" */
export const formatTimeInZone = (at: number, zone: Zone) => withOffset(format(at, zone, seconds), at, zone);

/** "1 Mar 2026, 14:03 UTC+04:00" */
export const formatDateMinutesInZone = (at: number, zone: Zone) =>
  withOffset(format(at, zone, dateMinutes), at, zone);

/** "1 Mar 2026, 14:03:07 UTC+04:00" */
export const formatDateTimeInZone = (at: number, zone: Zone) =>
  withOffset(format(at, zone, dateTime), at, zone);

const digits = (value: number, least: number) =>
  new Intl.NumberFormat(currentLanguage().locale, { minimumIntegerDigits: least, useGrouping: false }).format(
    value,
  );

/** What is left, as "14:07" or "1:02:09". Never negative. */
export function formatCountdown(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const [hours, rest] = [Math.floor(total / 3600), total % 3600];
  const rests = `${digits(Math.floor(rest / 60), 2)}:${digits(rest % 60, 2)}`;
  return hours > 0 ? `${digits(hours, 1)}:${rests}` : rests;
}

/** How long something lasts in words: "45 s", "12 min", "2 h 10 min". */
export function formatDuration(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1000));
  if (total < 60) return t('duration.seconds', { seconds: total });
  const all = Math.round(total / 60);
  if (all < 60) return t('duration.minutes', { minutes: all });
  const [hours, rest] = [Math.floor(all / 60), all % 60];
  return rest === 0 ? t('duration.hours', { hours }) : t('duration.hoursMinutes', { hours, minutes: rest });
}
