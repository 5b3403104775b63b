import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseDigits, chooseLanguage, currentLanguage, restoreLanguage } from './language.ts';
import { t } from './t.ts';

afterEach(async () => {
  vi.restoreAllMocks();
  localStorage.clear();
  await chooseLanguage('en');
  localStorage.clear();
});

describe('the language of the page', () => {
  it('turns the whole document around for Arabic', async () => {
    await chooseLanguage('ar');

    expect(document.documentElement.lang).toBe('ar');
    expect(document.documentElement.dir).toBe('rtl');
    expect(t('action.retry')).toBe('إعادة المحاولة');
  });

  it('is still the chosen one after a reload', async () => {
    await chooseLanguage('ar');
    await chooseLanguage('en');
    await restoreLanguage();
    expect(document.documentElement.dir).toBe('ltr');

    await chooseLanguage('ar');
    await restoreLanguage();
    expect(currentLanguage().code).toBe('ar');
  });

  it('is that of the browser while nobody has chosen', async () => {
    vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr-FR', 'ar-EG', 'en']);
    await restoreLanguage();

    expect(currentLanguage().code).toBe('ar');
  });

  it('writes numbers with the digits that the reader chose', async () => {
    await chooseLanguage('ar');
    expect(t('duration.minutes', { minutes: 15 })).toBe('15 د');
    chooseDigits('arab');

    expect(t('duration.minutes', { minutes: 15 })).toBe('١٥ د');
  });
});
