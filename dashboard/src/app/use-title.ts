import { useEffect } from 'react';
import { t } from '../i18n/t.ts';

/** Names the page in the browser's tab and history. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${t('product.name')}` : t('product.name');
  }, [title]);
}
