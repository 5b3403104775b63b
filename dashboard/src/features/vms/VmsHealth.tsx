import type { VmsStatus } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { t } from '../../i18n/t.ts';
import { formatDateMinutes, formatDateTime, formatDuration } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { currentZone } from '../../time/zone.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Card } from '../../ui/Card.tsx';
import { QueryProblem } from '../../ui/QueryProblem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './VmsHealth.module.css';
import { vmsStatusQuery } from './vms.query.ts';

/** Whether the VMS answers, since when, and when it last did. */
export function VmsHealth() {
  const query = useQuery(vmsStatusQuery());
  const { data, error } = query;
  return (
    <Card title={t('vms.health')}>
      <div className={styles.body} aria-busy={!data && !error}>
        <QueryProblem query={query} />
        {!data && !error && <Skeleton height="36px" />}
        {data && <Contact {...data} />}
      </div>
    </Card>
  );
}

const MINUTE_MS = 60_000;

function Contact({ reachable, since, lastContactAt, detail }: VmsStatus) {
  const now = useNow(MINUTE_MS);
  const from = Date.parse(since);
  const when = {
    time: formatDateMinutes(from, currentZone()),
    duration: formatDuration(Math.max(0, now - from)),
  };
  return (
    <>
      <p className={styles.line}>
        <Badge tone={reachable ? 'ok' : 'danger'}>{t(reachable ? 'vms.health.ok' : 'vms.health.down')}</Badge>
        <span>{t('vms.health.since', when)}</span>
      </p>
      <p className={styles.note}>
        {lastContactAt
          ? t('vms.health.contact', { time: formatDateTime(Date.parse(lastContactAt), currentZone()) })
          : t('vms.health.noContact')}
      </p>
      {detail && (
        <p className={styles.note}>
          <bdi>{detail}</bdi>
        </p>
      )}
    </>
  );
}
