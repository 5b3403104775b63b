import { currentLanguage } from '../../i18n/language.ts';

const steps = [
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const;

/** "1.2 GB", "340 MB". */
export function formatSize(bytes: number): string {
  const [unit, size] = steps.find(([, least]) => bytes >= least) ?? steps[2];
  const { locale } = currentLanguage();
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumSignificantDigits: 3 }).format(
    bytes / size,
  );
}
