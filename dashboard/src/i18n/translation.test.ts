import { describe, expect, it } from 'vitest';
import { ar } from './ar/index.ts';
import { en } from './en/index.ts';
import { placeholdersOf, pluralFormsOf } from './message.ts';

const pairs = Object.entries(ar).map(([key, arabic]) => {
  const english = Object.entries(en).find(([name]) => name === key)?.[1] ?? '';
  return { key, english, arabic };
});

/** The plural forms of Arabic (CLDR). */
const arabicForms = ['zero', 'one', 'two', 'few', 'many', 'other'];

/** Texts that are the same in both languages: the product's name, symbols, digits, the name of the other language. */
const same =
  /^(product\.name|display\.digits\..*|display\.zone\.utc|history\.ended\.user|timeline\.zoom\.level|overview\.amount|recording\.toast\.startedText)$/;

describe('the Arabic texts', () => {
  it.each(pairs)('$key fills the same places as the English one', ({ english, arabic }) => {
    expect(placeholdersOf(arabic)).toEqual(placeholdersOf(english));
  });

  it('count in all six forms of the language', () => {
    const incomplete = pairs.filter(({ arabic }) =>
      pluralFormsOf(arabic).some((forms) => arabicForms.some((form) => !forms.includes(form))),
    );

    expect(incomplete.map(({ key }) => key)).toEqual([]);
  });

  it('are translated, every one', () => {
    const untranslated = pairs.filter(
      ({ key, english, arabic }) => !same.test(key) && (arabic === english || arabic === ''),
    );

    expect(untranslated.map(({ key }) => key)).toEqual([]);
  });
});
