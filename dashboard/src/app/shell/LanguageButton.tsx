import { Languages } from 'lucide-react';
import { chooseLanguage, type LanguageCode, useLanguage } from '../../i18n/language.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';

/** Leads to the other language. It is written in that language, for whoever can't read this one. */
export function LanguageButton({ className }: { readonly className?: string | undefined }) {
  const other = useLanguage(({ code }): LanguageCode => (code === 'ar' ? 'en' : 'ar'));
  return (
    <Button
      look="quiet"
      lang={other}
      className={className}
      icon={<Languages aria-hidden="true" />}
      onClick={() => void chooseLanguage(other)}
    >
      {t('display.switchLanguage')}
    </Button>
  );
}
