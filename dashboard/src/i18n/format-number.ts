import { currentLanguage } from './language.ts';

/** A number in the digits of the page. */
export const formatNumber = (value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(currentLanguage().locale, options).format(value);
