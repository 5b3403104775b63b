import { create } from 'zustand';
import { en } from './en/index.ts';

export type MessageKey = keyof typeof en;

/** A language's texts: the keys are those of English, so one that is missing or left over fails the type check. */
export type Messages = Readonly<Record<MessageKey, string>>;

const languageCodes = ['en', 'ar'] as const;
export type LanguageCode = (typeof languageCodes)[number];

/** Which digits numbers and times are written with where the language has a choice. */
export const digitChoices = ['latn', 'arab'] as const;
export type Digits = (typeof digitChoices)[number];

export type Language = {
  readonly code: LanguageCode;
  /** BCP 47, for everything that `Intl` writes. */
  readonly locale: string;
  readonly direction: 'ltr' | 'rtl';
  readonly digits: Digits;
  readonly messages: Messages;
};

export const english: Language = {
  code: 'en',
  locale: 'en-GB',
  direction: 'ltr',
  digits: 'latn',
  messages: en,
};

/** The language of the page. `t` and every format read it; the page is drawn anew when it changes. */
export const useLanguage = create<Language>(() => english);

export const currentLanguage = (): Language => useLanguage.getState();

const LANGUAGE_KEY = 'playhead.language';
const DIGITS_KEY = 'playhead.digits';

const oneOf = <Value extends string>(values: readonly Value[], text: string | null): Value | undefined =>
  values.find((value) => value === text);

const rememberedDigits = (): Digits => oneOf(digitChoices, localStorage.getItem(DIGITS_KEY)) ?? 'latn';

/** Gregorian months as the Emirates name them. */
const arabicLocale = (digits: Digits) => `ar-AE-u-ca-gregory-nu-${digits}`;

/** A language that is not English is fetched when it is first needed. */
async function load(code: LanguageCode): Promise<Language> {
  if (code === 'en') return english;
  const { ar } = await import('./ar/index.ts');
  const digits = rememberedDigits();
  return { code, locale: arabicLocale(digits), direction: 'rtl', digits, messages: ar };
}

function show(language: Language): void {
  document.documentElement.lang = language.code;
  document.documentElement.dir = language.direction;
  useLanguage.setState(language, true);
}

/** Draws the page in that language from now on, also after a reload of this browser. */
export async function chooseLanguage(code: LanguageCode): Promise<void> {
  localStorage.setItem(LANGUAGE_KEY, code);
  show(await load(code));
}

export function chooseDigits(digits: Digits): void {
  localStorage.setItem(DIGITS_KEY, digits);
  const language = currentLanguage();
  if (language.code === 'ar') show({ ...language, digits, locale: arabicLocale(digits) });
}

/** The language chosen in this browser; else the one that the browser itself is set to, where we have it. */
export async function restoreLanguage(): Promise<void> {
  const preferred = navigator.languages.map((tag) => tag.slice(0, 2));
  const code =
    oneOf(languageCodes, localStorage.getItem(LANGUAGE_KEY)) ??
    preferred.map((tag) => oneOf(languageCodes, tag)).find((found) => found !== undefined);
  show(await load(code ?? 'en'));
}
