import { ar } from '../../dashboard/src/i18n/ar/index.ts';
import { en } from '../../dashboard/src/i18n/en/index.ts';
import { formatMessage, type MessageValues } from '../../dashboard/src/i18n/message.ts';

const languages = {
  en: { messages: en, locale: 'en-GB', direction: 'ltr' },
  ar: { messages: ar, locale: 'ar-AE-u-ca-gregory-nu-latn', direction: 'rtl' },
} as const;

export type LanguageCode = keyof typeof languages;

/** The text that the dashboard shows for a key. */
export type Words = (key: keyof typeof en, values?: MessageValues) => string;

/** The texts of one language, from the dashboard's own tables. */
export function wordsIn(code: LanguageCode): Words {
  const { messages, locale, direction } = languages[code];
  return (key, values = {}) => formatMessage(messages[key], values, { locale, direction });
}

/** What a camera is called in a language. */
export const nameIn = (code: LanguageCode, camera: { name: string; nameAr: string } | undefined): string =>
  (code === 'ar' ? camera?.nameAr : camera?.name) ?? 'a camera that was not imported';
