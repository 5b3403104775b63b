import { MapPinOff } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useTitle } from '../use-title.ts';

export function NotFoundPage() {
  useTitle(t('page.notFound.title'));
  return (
    <EmptyState
      heading
      icon={<MapPinOff />}
      title={t('page.notFound.title')}
      text={t('page.notFound.text')}
      action={<ButtonLink href="/cameras">{t('page.notFound.action')}</ButtonLink>}
    />
  );
}
