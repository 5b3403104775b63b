import type { Me } from '@playhead/contracts';
import { Radar } from 'lucide-react';
import { SyncHistory } from '../../features/sync/SyncHistory.tsx';
import { SyncNow } from '../../features/sync/SyncNow.tsx';
import { t } from '../../i18n/t.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Page } from '../../ui/Page.tsx';
import { OperatorsOnly } from '../OperatorsOnly.tsx';
import { useTitle } from '../use-title.ts';

/** The syncs with the VMS: how far the present one is, and what those before found. */
export function SyncsPage({ me }: { readonly me: Me }) {
  useTitle(t('syncs.title'));
  return (
    <OperatorsOnly me={me}>
      <Page
        title={t('syncs.title')}
        lead={t('syncs.lead')}
        actions={
          <>
            <ButtonLink href="/discover" size="large" icon={<Radar aria-hidden="true" />}>
              {t('nav.discover')}
            </ButtonLink>
            <SyncNow />
          </>
        }
      >
        <SyncHistory />
      </Page>
    </OperatorsOnly>
  );
}
