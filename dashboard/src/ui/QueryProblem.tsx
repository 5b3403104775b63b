import type { UseQueryResult } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { t } from '../i18n/t.ts';
import { formatDateTime } from '../time/format.ts';
import { serverNow } from '../time/server-clock.ts';
import { currentZone } from '../time/zone.ts';
import { Button } from './Button.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import styles from './QueryProblem.module.css';

type Query = Pick<UseQueryResult, 'data' | 'error' | 'isFetching' | 'refetch' | 'dataUpdatedAt'>;

/**
 * What went wrong with what is shown below, and another try: the error where there is nothing to show, else how old is
 * what is shown.
 */
export function QueryProblem({ query }: { readonly query: Query }) {
  const { data, error, isFetching, refetch, dataUpdatedAt } = query;
  if (!error) return null;
  const retry = () => void refetch();
  if (data === undefined) return <ErrorNote error={error} busy={isFetching} onRetry={retry} />;
  const at = serverNow() - (Date.now() - dataUpdatedAt); // the cache counts by this machine's clock
  return (
    <div className={styles.stale} role="status" data-testid="stale">
      <span>{t('stale.asOf', { time: formatDateTime(at, currentZone()) })}</span>
      <Button look="quiet" icon={<RotateCw aria-hidden="true" />} busy={isFetching} onClick={retry}>
        {t('stale.refresh')}
      </Button>
    </div>
  );
}
