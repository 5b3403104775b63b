import { useQuery } from '@tanstack/react-query';
import { Download, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { useLastKnown } from '../../ui/use-last-known.ts';
import { DiscoveryEmpty } from './DiscoveryEmpty.tsx';
import { DiscoveryFilterBar } from './DiscoveryFilterBar.tsx';
import { DiscoveryPager } from './DiscoveryPager.tsx';
import { discoveryColumns } from './discovery-columns.tsx';
import { type DiscoveryFilters, discoveryAddressOf, discoveryFiltersOf } from './discovery-filters.ts';
import { ImportResults } from './ImportResults.tsx';
import { milestoneCamerasQuery } from './milestone-cameras.query.ts';
import { SelectMatching } from './SelectMatching.tsx';
import { StaleList } from './StaleList.tsx';
import type { Import } from './use-import.ts';
import type { Selection } from './use-selection.ts';
import { VmsProblem } from './VmsProblem.tsx';

type ChooseCamerasProps = {
  readonly selection: Selection;
  readonly imports: Import;
  readonly actions: ReactNode;
  readonly onReview: () => void;
};

/** What the VMS has, to tick what is wanted of it; above it, how the last import goes or went. */
export function ChooseCameras({ selection, imports, actions, onReview }: ChooseCamerasProps) {
  const [params, setParams] = useSearchParams();
  const filters = discoveryFiltersOf(params);
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery(milestoneCamerasQuery(filters));
  const shown = useLastKnown(data);
  const cameras = shown?.cameras ?? [];
  const count = selection.chosen.length;
  const change = (by: Partial<DiscoveryFilters>) =>
    setParams(discoveryAddressOf({ ...filters, page: 0, ...by }), { replace: by.search !== undefined });

  return (
    <Page
      title={t('discovery.title')}
      lead={t('discovery.lead')}
      actions={
        <>
          {actions}
          <Button
            look="primary"
            size="large"
            icon={<Download aria-hidden="true" />}
            disabled={count === 0 || imports.running}
            onClick={onReview}
          >
            {t('discovery.import', { count }).trim()}
          </Button>
        </>
      }
    >
      <DiscoveryFilterBar filters={filters} onChange={change} />
      {error && <VmsProblem error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {!error && data?.stale && <StaleList />}
      <ImportResults {...imports} />
      <SelectMatching filters={filters} cameras={cameras} total={shown?.total ?? 0} selection={selection} />
      <DataTable
        label={t('discovery.table')}
        narrow
        columns={discoveryColumns(cameras, selection)}
        rows={error && !shown ? [] : shown?.cameras}
        keyOf={({ id }) => id}
        isSelected={({ id }) => selection.has(id)}
        stale={isPlaceholderData || shown !== data}
        empty={
          error && !shown ? (
            <EmptyState
              icon={<Unplug />}
              title={t('discovery.unknown.title')}
              text={t('discovery.unknown.text')}
            />
          ) : (
            <DiscoveryEmpty filters={filters} onClear={() => setParams(new URLSearchParams())} />
          )
        }
        foot={
          shown && (
            <DiscoveryPager
              page={filters.page}
              shown={cameras.length}
              total={shown.total}
              imported={shown.imported}
              onPage={(page) => change({ page })}
            />
          )
        }
      />
    </Page>
  );
}
