import { currentLanguage } from '../i18n/language.ts';
import { t } from '../i18n/t.ts';
import type { Zone } from './zone.ts';

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

const minutes = { hour: '2-digit', minute: '2-digit' } as const;
const seconds = { ...minutes, second: '2-digit' } as const;

/** "14:03" */
export const formatMinutes = (at: number, zone: Zone) => format(at, zone, minutes);

/** "14:03:07" */
export const formatTime = (at: number, zone: Zone) => format(at, zone, seconds);

/** "14:03:07.2" */
export const formatTenths = (at: number, zone: Zone) =>
  format(at, zone, { ...seconds, fractionalSecondDigits: 1 });

/** "Sun 1 Mar" */
export const formatDay = (at: number, zone: Zone) =>
  format(at, zone, { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '');

/** "Sun 1 Mar 2026" */
export const formatDate = (at: number, zone: Zone) =>
  format(at, zone, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }).replace(',', '');

/** "1 Mar 2026, 14:03" */
export const formatDateMinutes = (at: number, zone: Zone) =>
  format(at, zone, { day: 'numeric', month: 'short', year: 'numeric', ...minutes });

/** "1 Mar 2026, 14:03:07" */
export const formatDateTime = (at: number, zone: Zone) =>
  format(at, zone, { day: 'numeric', month: 'short', year: 'numeric', ...seconds });

const digits = (value: number, least: number) =>
  new Intl.NumberFormat(currentLanguage().locale, { minimumIntegerDigits: least, useGrouping: false }).format(
    value,
  );

/** What is left, as "14:07" or "1:02:09". Never negative. */
export function formatCountdown(ms: number): string {
  const total = Math.max(0, Math.ceil(ms / 1000));
  const [hours, rest] = [Math.floor(total / 3600), total % 3600];
  const clock = `${digits(Math.floor(rest / 60), 2)}:${digits(rest % 60, 2)}`;
  return hours > 0 ? `${digits(hours, 1)}:${clock}` : clock;
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
