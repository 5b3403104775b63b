import type { RecordingSession } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { CircleDot, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { t } from '../../i18n/t.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import type { Option } from '../../ui/option.ts';
import { Page } from '../../ui/Page.tsx';
import { PageTurner } from '../../ui/PageTurner.tsx';
import { HistoryFilterBar } from './HistoryFilterBar.tsx';
import { historyQuery } from './history.query.ts';
import { historyColumns } from './history-columns.tsx';
import {
  addressOf,
  filtersOf,
  HISTORY_PAGE_SIZE,
  type HistoryFilters,
  isFiltered,
} from './history-filters.ts';

type HistoryProps = {
  /** The cameras to choose from, by the name that the reader knows. */
  readonly cameras: readonly Option[];
  /** Where a recording's footage is shown; undefined for a reader who may not see any. */
  readonly footageOf: ((session: RecordingSession) => string) | undefined;
  /** What a reader who may not see footage is told. */
  readonly note?: ReactNode;
};

/** Every timed recording there was: who, when, why, and what ended it. What is shown stands in the address. */
export function History({ cameras, footageOf, note }: HistoryProps) {
  const [params, setParams] = useSearchParams();
  const filters = filtersOf(params);
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery(
    historyQuery(filters, currentZone()),
  );
  const names = new Map(cameras.map(({ value, label }) => [value, label]));
  const change = (by: Partial<HistoryFilters>) =>
    setParams(addressOf({ ...filters, page: 0, ...by }), { replace: by.page === undefined });

  return (
    <Page title={t('history.title')} lead={t('history.lead')}>
      {note && <p>{note}</p>}
      <HistoryFilterBar filters={filters} cameras={cameras} onChange={change} />
      {error && <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {(data || !error) && (
        <DataTable
          label={t('history.title')}
          columns={historyColumns({ nameOf: (session) => names.get(session.cameraId), footageOf })}
          rows={data?.recordings}
          keyOf={({ recordingId }) => recordingId}
          stale={isPlaceholderData}
          empty={
            isFiltered(filters) ? (
              <NoMatch onClear={() => setParams(new URLSearchParams())} />
            ) : (
              <EmptyState
                icon={<CircleDot />}
                title={t('history.none.title')}
                text={t('history.none.text')}
              />
            )
          }
          foot={
            data && (
              <>
                <span role="status">{t('history.count', { count: data.total })}</span>
                <PageTurner
                  page={filters.page}
                  pageSize={HISTORY_PAGE_SIZE}
                  total={data.total}
                  onPage={(page) => change({ page })}
                />
              </>
            )
          }
        />
      )}
    </Page>
  );
}

const NoMatch = ({ onClear }: { readonly onClear: () => void }) => (
  <EmptyState
    icon={<SearchX />}
    title={t('history.noMatch.title')}
    text={t('history.noMatch.text')}
    action={<Button onClick={onClear}>{t('discovery.noMatch.action')}</Button>}
  />
);
