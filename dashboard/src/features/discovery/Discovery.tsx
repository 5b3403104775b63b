import { useQuery } from '@tanstack/react-query';
import { Download, Unplug } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useLastKnown } from '../../ui/use-last-known.ts';
import styles from './Discovery.module.css';
import { DiscoveryEmpty } from './DiscoveryEmpty.tsx';
import { DiscoveryFilterBar } from './DiscoveryFilterBar.tsx';
import { DiscoveryPager } from './DiscoveryPager.tsx';
import { DiscoveryTable } from './DiscoveryTable.tsx';
import { type DiscoveryFilters, noFilters, withFilter } from './discovery-filters.ts';
import { ImportResults } from './ImportResults.tsx';
import { milestoneCamerasQuery } from './milestone-cameras.query.ts';
import { StaleList } from './StaleList.tsx';
import { useImport } from './use-import.ts';
import { useSelection } from './use-selection.ts';
import { VmsProblem } from './VmsProblem.tsx';

/** The VMS's cameras: search, filter, tick and import. */
export function Discovery() {
  const [filters, setFilters] = useState(noFilters);
  const asked = useDeferredValue(filters);
  const { data, error, isPending, isPlaceholderData, isFetching, refetch } = useQuery(
    milestoneCamerasQuery(asked),
  );
  const shown = useLastKnown(data);
  const cameras = shown?.cameras ?? [];
  const selection = useSelection(cameras);
  const imports = useImport();
  const count = selection.chosen.length;

  const change = (by: Partial<DiscoveryFilters>) => setFilters((before) => withFilter(before, by));
  const importChosen = () => {
    void imports.start(selection.chosen);
    selection.clear();
  };

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <div className={styles.heading}>
          <h1 className={styles.title}>{t('discovery.title')}</h1>
          <p className={styles.lead}>{t('discovery.lead')}</p>
        </div>
        <span className={styles.count} role="status">
          {t('discovery.selected', { count })}
        </span>
        <Button
          look="primary"
          size="large"
          icon={<Download aria-hidden="true" />}
          disabled={count === 0 || imports.running}
          onClick={importChosen}
        >
          {t('discovery.import', { count }).trim()}
        </Button>
      </div>
      <DiscoveryFilterBar filters={filters} onChange={change} />
      {error && <VmsProblem error={error} busy={isFetching} onRetry={() => void refetch()} />}
      {!error && data?.stale && <StaleList />}
      <ImportResults {...imports} />
      <div className={styles.panel}>
        <div className={styles.scroll}>
          <DiscoveryTable
            cameras={cameras}
            selection={selection}
            pending={isPending && !shown}
            stale={isPlaceholderData || asked !== filters || shown !== data}
          />
          {error && !shown && (
            <EmptyState
              icon={<Unplug />}
              title={t('discovery.unknown.title')}
              text={t('discovery.unknown.text')}
            />
          )}
          {shown?.cameras.length === 0 && (
            <DiscoveryEmpty filters={asked} onClear={() => setFilters(noFilters)} />
          )}
        </div>
        {shown && (
          <DiscoveryPager
            page={filters.page}
            shown={cameras.length}
            total={shown.total}
            imported={shown.imported}
            onPage={(page) => change({ page })}
          />
        )}
      </div>
    </div>
  );
}
