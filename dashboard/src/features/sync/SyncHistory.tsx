import type { SyncJobId } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { t } from '../../i18n/t.ts';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { listAddress, pageIn } from '../../ui/list-address.ts';
import { PageTurner } from '../../ui/PageTurner.tsx';
import { SyncReport } from './SyncReport.tsx';
import { syncColumns } from './sync-columns.tsx';
import { SYNCS_PER_PAGE, syncListQuery } from './syncs.query.ts';

/** Every sync there was, newest first, each with a report of what it found. The page that is shown stands in the address. */
export function SyncHistory() {
  const [params, setParams] = useSearchParams();
  const page = pageIn(params);
  const [shown, show] = useState<SyncJobId>();
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(syncListQuery(page));
  return (
    <>
      {error && <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {(data || !error) && (
        <DataTable
          label={t('syncs.title')}
          narrow
          columns={syncColumns(show)}
          rows={data?.syncs}
          keyOf={({ syncJobId }) => syncJobId}
          stale={isPlaceholderData}
          empty={<EmptyState icon={<RefreshCw />} title={t('syncs.none')} text={t('sync.never')} />}
          foot={
            data && (
              <>
                <span role="status">{t('syncs.count', { count: data.total })}</span>
                <PageTurner
                  page={page}
                  pageSize={SYNCS_PER_PAGE}
                  total={data.total}
                  onPage={(next) => setParams(listAddress({ page: next }))}
                />
              </>
            )
          }
        />
      )}
      <SyncReport id={shown} onClose={() => show(undefined)} />
    </>
  );
}
