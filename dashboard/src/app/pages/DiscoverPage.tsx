import type { Me } from '@playhead/contracts';
import { History } from 'lucide-react';
import { Discovery } from '../../features/discovery/Discovery.tsx';
import { SyncNow } from '../../features/sync/SyncNow.tsx';
import { t } from '../../i18n/t.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { OperatorsOnly } from '../OperatorsOnly.tsx';
import { useTitle } from '../use-title.ts';

/** The cameras of the VMS, to import them and to bring those that are imported up to date. */
export function DiscoverPage({ me }: { readonly me: Me }) {
  useTitle(t('discovery.title'));
  return (
    <OperatorsOnly me={me}>
      <Discovery
        actions={
          <>
            <ButtonLink
              href="/discover/syncs"
              look="quiet"
              size="large"
              icon={<History aria-hidden="true" />}
            >
              {t('syncs.title')}
            </ButtonLink>
            <SyncNow />
          </>
        }
      />
    </OperatorsOnly>
  );
}
