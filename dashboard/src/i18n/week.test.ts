import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseLanguage } from './language.ts';
import { firstWeekday } from './week.ts';

const browserSpeaks = (...tags: readonly string[]) =>
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(tags);

afterEach(() => vi.restoreAllMocks());

/** A browser that can't tell how weeks begin. */
function withoutWeeks() {
  const locale: object = Intl.Locale.prototype;
  const names = ['getWeekInfo', 'weekInfo'].filter((name) => Object.hasOwn(locale, name));
  const kept = names.map((name) => [name, Object.getOwnPropertyDescriptor(locale, name)] as const);
  for (const name of names) Reflect.deleteProperty(locale, name);
  return () => {
    for (const [name, property] of kept) if (property) Object.defineProperty(locale, name, property);
  };
}

const regions = [
  { language: 'en', tags: ['en-GB'], first: 1 },
  { language: 'en', tags: ['ar-EG', 'en-US'], first: 7 },
  { language: 'ar', tags: ['en-US', 'ar-EG'], first: 6 },
  { language: 'ar', tags: ['ar-SA'], first: 7 },
  { language: 'ar', tags: ['fr-FR'], first: 1 },
] as const;

describe('the first day of the week', () => {
  it.each(regions)(
    'is $first in $language for a browser that speaks $tags',
    async ({ language, tags, first }) => {
      browserSpeaks(...tags);
      await chooseLanguage(language);

      expect(firstWeekday()).toBe(first);
    },
  );

  it.each(regions)(
    'is the same where the browser does not know it: $tags',
    async ({ language, tags, first }) => {
      const restore = withoutWeeks();
      try {
        browserSpeaks(...tags);
        await chooseLanguage(language);
        expect(firstWeekday()).toBe(first);
      } finally {
        restore();
      }
    },
  );
});
