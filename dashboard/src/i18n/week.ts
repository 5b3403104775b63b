import { z } from 'zod';
import { currentLanguage } from './language.ts';

/** 1 is Monday, 7 is Sunday. */
const WeekInfo = z.object({ firstDay: z.number().int().min(1).max(7) });

const SATURDAY_REGIONS = new Set('AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY'.split(' '));
const SUNDAY_REGIONS = new Set('AU BD BR CA HK ID IL IN JP KE KR MX PH PK SA SG TH TW US YE ZA'.split(' '));

type Weeks = { readonly getWeekInfo?: () => unknown; readonly weekInfo?: unknown };

/** Browsers that do not know it get it by the region. */
function firstDayOf(tag: string): number {
  const locale: Intl.Locale & Weeks = new Intl.Locale(tag);
  const known = WeekInfo.safeParse(locale.getWeekInfo?.() ?? locale.weekInfo).data?.firstDay;
  if (known !== undefined) return known;
  const region = locale.maximize().region ?? '';
  if (SATURDAY_REGIONS.has(region)) return 6;
  return SUNDAY_REGIONS.has(region) ? 7 : 1;
}

/** With which day weeks begin, 1 (Monday) to 7: where the reader's browser is set to the page's language, in its region. */
export function firstWeekday(): number {
  const { code, locale } = currentLanguage();
  return firstDayOf(navigator.languages.find((tag) => tag.split('-')[0] === code) ?? locale);
}
