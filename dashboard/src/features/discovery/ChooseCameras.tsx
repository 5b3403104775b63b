import { useQuery } from '@tanstack/react-query';
import { Download, Unplug } from 'lucide-react';
import { type ReactNode, useDeferredValue, useState } from 'react';
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
import { type DiscoveryFilters, noFilters, withFilter } from './discovery-filters.ts';
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
  const [filters, setFilters] = useState(noFilters);
  const asked = useDeferredValue(filters);
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery(milestoneCamerasQuery(asked));
  const shown = useLastKnown(data);
  const cameras = shown?.cameras ?? [];
  const count = selection.chosen.length;
  const change = (by: Partial<DiscoveryFilters>) => setFilters((before) => withFilter(before, by));

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
      <SelectMatching filters={asked} cameras={cameras} total={shown?.total ?? 0} selection={selection} />
      <DataTable
        label={t('discovery.table')}
        narrow
        columns={discoveryColumns(cameras, selection)}
        rows={error && !shown ? [] : shown?.cameras}
        keyOf={({ id }) => id}
        isSelected={({ id }) => selection.has(id)}
        stale={isPlaceholderData || asked !== filters || shown !== data}
        empty={
          error && !shown ? (
            <EmptyState
              icon={<Unplug />}
              title={t('discovery.unknown.title')}
              text={t('discovery.unknown.text')}
            />
          ) : (
            <DiscoveryEmpty filters={asked} onClear={() => setFilters(noFilters)} />
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
