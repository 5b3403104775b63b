import type { SyncJobId, SyncSummary } from '@playhead/contracts';
import { t } from '../../i18n/t.ts';
import { formatDateTime, formatDuration } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import type { Column } from '../../ui/DataTable.tsx';
import styles from './SyncHealth.module.css';
import { outcomeOf, outcomeTones, runningText } from './sync-outcome.ts';

/** What the history tells of a sync. */
export function syncColumns(onShow: (id: SyncJobId) => void): readonly Column<SyncSummary>[] {
  return [
    {
      key: 'started',
      head: t('syncs.column.started'),
      cell: ({ startedAt }) => (
        <time dateTime={startedAt}>{formatDateTime(Date.parse(startedAt), currentZone())}</time>
      ),
    },
    {
      key: 'outcome',
      head: t('syncs.column.outcome'),
      width: '22%',
      cell: (sync) => <Outcome sync={sync} />,
    },
    {
      key: 'counts',
      head: t('syncs.column.counts'),
      width: '30%',
      cell: (sync) => t('sync.counts', sync),
    },
    {
      key: 'who',
      head: t('syncs.column.who'),
      width: '14%',
      cell: ({ initiatedBy }) => (initiatedBy ? <bdi>{initiatedBy}</bdi> : t('syncs.schedule')),
    },
    {
      key: 'report',
      head: t('syncs.column.report'),
      width: '110px',
      cell: (sync) =>
        sync.status !== 'in_progress' && (
          <Button
            aria-label={t('syncs.report.of', {
              time: formatDateTime(Date.parse(sync.startedAt), currentZone()),
            })}
            onClick={() => onShow(sync.syncJobId)}
          >
            {t('syncs.report.open')}
          </Button>
        ),
    },
  ];
}

function Outcome({ sync }: { readonly sync: SyncSummary }) {
  const outcome = outcomeOf(sync);
  const { error } = sync;
  return (
    <>
      <Badge tone={outcomeTones[outcome]}>
        {outcome === 'running' ? runningText(sync) : t(`sync.outcome.${outcome}`)}
      </Badge>
      {outcome !== 'running' && (
        <span className={styles.note}> {formatDuration(sync.durationSeconds * 1000)}</span>
      )}
      {error && (
        <p className={styles.error}>
          <bdi>{error}</bdi>
        </p>
      )}
    </>
  );
}
