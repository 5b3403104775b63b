import { type Me, roleIncludes } from '@playhead/contracts';
import { LockKeyhole } from 'lucide-react';
import { Discovery } from '../../features/discovery/Discovery.tsx';
import { t } from '../../i18n/t.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useTitle } from '../use-title.ts';

export function DiscoverPage({ me }: { readonly me: Me }) {
  useTitle(t('discovery.title'));
  if (roleIncludes(me.role, 'operator')) return <Discovery />;
  return (
    <EmptyState
      heading
      icon={<LockKeyhole />}
      title={t('discovery.needsRole.title')}
      text={t('discovery.needsRole', { role: t(`role.${me.role}`) })}
    />
  );
}
