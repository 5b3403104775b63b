/** Letters that Unicode does not take apart, and those that people type for each other. */
const alike: Record<string, string> = {
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  ı: 'i',
};

const ALIKE = new RegExp(`[${Object.keys(alike).join('')}]`, 'g');
const ARABIC_INDIC_DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g;
/** Combining marks (accents, hamza, harakat), tatweel, and characters that are not seen. */
const UNSEEN = /[\p{M}\p{Cf}\u0640]/gu;

/**
 * A name as searches see it, in the services and in the browser: without case, accents, harakat and tatweel, Arabic
 * letters and digits in one form each, one space between words. A name contains a search when its key contains the key of the search.
 */
export const searchKey = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(UNSEEN, '')
    .toLowerCase()
    .replace(ALIKE, (letter) => alike[letter] ?? letter)
    .replace(ARABIC_INDIC_DIGITS, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\s+/g, ' ')
    .trim();

/** The key of a camera with names in two languages; a search never matches across both. */
export const cameraSearchKey = ({ name, nameAr }: { name: string; nameAr: string | null }): string =>
  [name, nameAr ?? ''].map(searchKey).join('\n');

/** Sorts names as people do: `Gate 9` comes before `Gate 10`. */
export const sortKey = (key: string): string => key.replace(/\d+/g, (digits) => digits.padStart(12, '0'));
