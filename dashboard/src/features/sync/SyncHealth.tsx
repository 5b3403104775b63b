import { type Role, roleIncludes, type SyncSummary } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { formatDateMinutes, formatDuration } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { QueryProblem } from '../../ui/QueryProblem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './SyncHealth.module.css';
import { outcomeOf, outcomeTones } from './sync-outcome.ts';
import { latestSyncQuery, useSyncAll } from './syncs.query.ts';

/** How the cameras were last brought up to date with the VMS, and the way to have it done again. */
export const SyncHealth = ({ role }: { readonly role: Role }) =>
  roleIncludes(role, 'operator') ? (
    <LatestSync />
  ) : (
    <Card title={t('sync.title')}>
      <p className={styles.note}>{t('sync.needsOperator', { role: t(`role.${role}`) })}</p>
    </Card>
  );

function LatestSync() {
  const query = useQuery(latestSyncQuery());
  const { data, error } = query;
  const start = useSyncAll();
  const running = data?.status === 'in_progress';
  return (
    <Card
      title={t('sync.title')}
      aside={
        <Button
          icon={<RefreshCw aria-hidden="true" />}
          busy={start.isPending || running}
          onClick={() => start.mutate()}
        >
          {t(running ? 'sync.running' : 'sync.start')}
        </Button>
      }
    >
      <div className={styles.body} aria-busy={data === undefined && !error}>
        {start.error && <ErrorNote error={start.error} />}
        <QueryProblem query={query} />
        {data === undefined && !error && <Skeleton height="36px" />}
        {data === null && <p className={styles.note}>{t('sync.never')}</p>}
        {data && <Outcome sync={data} />}
      </div>
    </Card>
  );
}

const ended = (sync: SyncSummary) => Date.parse(sync.completedAt ?? sync.startedAt);

function Outcome({ sync }: { readonly sync: SyncSummary }) {
  const { done, discovered, imported, updated, errors, initiatedBy } = sync;
  const outcome = outcomeOf(sync);
  if (outcome === 'running') {
    return (
      <>
        <ProgressBar label={t('sync.running')} value={discovered === 0 ? 0 : done / discovered} />
        <p className={styles.note}>{t('sync.progress', { done, discovered })}</p>
      </>
    );
  }
  return (
    <>
      <p className={styles.line}>
        <Badge tone={outcomeTones[outcome]}>{t(`sync.outcome.${outcome}`)}</Badge>
        <time dateTime={sync.completedAt ?? sync.startedAt}>
          {formatDateMinutes(ended(sync), currentZone())}
        </time>
      </p>
      <p className={styles.note}>
        {t('sync.counts', { discovered, imported, updated, errors })}{' '}
        {t('sync.took', { duration: formatDuration(sync.durationSeconds * 1000) })}{' '}
        {initiatedBy ? t('sync.by', { who: initiatedBy }) : t('sync.bySchedule')}
      </p>
      {sync.error && (
        <p className={styles.error}>
          <bdi>{sync.error}</bdi>
        </p>
      )}
    </>
  );
}
