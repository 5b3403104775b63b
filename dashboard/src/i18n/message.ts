import type { Language } from './language.ts';

/**
 * The part of ICU MessageFormat that our texts need: `{name}`, and
 * `{count, plural, one {# camera} other {# cameras}}` with the plural rules of the language (Arabic has six forms).
 * A plural branch must hold a `#` or a space, so that the types can tell it from a placeholder.
 */
type NameIn<Inner extends string> = Inner extends `${infer Name}, plural,${string}`
  ? Name
  : Inner extends `${string} ${string}` | `#${string}`
    ? never
    : Inner;

export type Placeholders<Text extends string> = Text extends `${string}{${infer Inner}}${infer Rest}`
  ? NameIn<Inner> | Placeholders<Rest>
  : never;

export type MessageValues = Readonly<Record<string, string | number>>;

type Reader = Pick<Language, 'locale' | 'direction'>;

const PLACEHOLDER = /\{(\w+)(?:, plural,((?:\s*[\w=]+ \{[^{}]*\})+)\s*)?\}/g;
const BRANCH = /([\w=]+) \{([^{}]*)\}/g;

/** Fills a message's placeholders. A placeholder without a value stays visible, so that a test or an eye finds it. */
export function formatMessage(text: string, values: MessageValues, reader: Reader): string {
  return text.replace(PLACEHOLDER, (whole, name: string, branches: string | undefined) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (branches !== undefined) return plural(Number(value), branches, reader.locale);
    return typeof value === 'number' ? formatNumber(value, reader.locale) : isolate(value, reader.direction);
  });
}

/** The names of the placeholders in a message, for checks of translations. */
export const placeholdersOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))].toSorted();

/** The plural forms that each plural of a message has a text for. */
export const pluralFormsOf = (text: string): readonly (readonly string[])[] =>
  [...text.matchAll(PLACEHOLDER)].flatMap(([, , branches]) =>
    branches === undefined ? [] : [[...branches.matchAll(BRANCH)].map(([, form = '']) => form)],
  );

function plural(count: number, branches: string, locale: string): string {
  const texts = new Map([...branches.matchAll(BRANCH)].map(([, form = '', text = '']) => [form, text]));
  const form = new Intl.PluralRules(locale).select(count);
  const text = texts.get(`=${count}`) ?? texts.get(form) ?? texts.get('other') ?? '';
  return text.replaceAll('#', formatNumber(count, locale));
}

const against = { ltr: /[\u0590-\u08ff\ufb1d-\ufefc]/, rtl: /[a-z]/i };

/** A value that runs against the text around it gets Unicode isolates: it keeps its order and disturbs nothing. */
const isolate = (value: string, direction: Language['direction']) =>
  against[direction].test(value) ? `\u2068${value}\u2069` : value;

const formatNumber = (value: number, locale: string) => new Intl.NumberFormat(locale).format(value);
