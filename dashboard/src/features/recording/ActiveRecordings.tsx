import { useQuery } from '@tanstack/react-query';
import { CircleDot } from 'lucide-react';
import { Link } from 'wouter';
import { t } from '../../i18n/t.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { QueryProblem } from '../../ui/QueryProblem.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './ActiveRecordings.module.css';
import { RecordingIndicator } from './RecordingIndicator.tsx';
import { type ActiveOnCamera, activeRecordingsQuery, usePollInterval } from './recording.query.ts';

/** More would push everything else off the page; the history lists them all. */
const MOST_SHOWN = 20;

type ActiveRecordingsProps = {
  /** A camera's name as the reader knows it; undefined while that is not known. */
  readonly nameOf: (cameraId: string) => string | undefined;
};

/** The recordings that run, the one that ends first at the top. */
export function ActiveRecordings({ nameOf }: ActiveRecordingsProps) {
  const query = useQuery({
    ...activeRecordingsQuery(),
    refetchInterval: usePollInterval(),
    select: (all) => all.toSorted((a, b) => a.endsAt - b.endsAt),
  });
  const { data, error } = query;
  return (
    <Card title={t('active.title')}>
      <QueryProblem query={query} />
      {!data && !error && <Skeleton height="36px" />}
      {data?.length === 0 && (
        <EmptyState compact icon={<CircleDot />} title={t('active.none')} text={t('active.hint')} />
      )}
      <ul className={styles.list}>
        {data?.slice(0, MOST_SHOWN).map((recording) => (
          <li key={recording.recordingId} className={styles.item}>
            <Running recording={recording} name={nameOf(recording.cameraId)} />
          </li>
        ))}
      </ul>
      {data && data.length > MOST_SHOWN && (
        <Link href="/recordings?state=recording">
          {t('active.more', { count: data.length - MOST_SHOWN })}
        </Link>
      )}
    </Card>
  );
}

type RunningProps = { readonly recording: ActiveOnCamera; readonly name: string | undefined };

const Running = ({ recording, name }: RunningProps) => (
  <>
    <Link href={`/cameras/${recording.cameraId}`} className={styles.camera}>
      <bdi className={styles.name}>{name ?? t('camera.unknown')}</bdi>
    </Link>
    <RecordingIndicator recording={recording} />
    <p className={styles.who}>
      <bdi>{recording.triggeredBy}</bdi>
      {recording.reason && (
        <>
          {' · '}
          <bdi>{recording.reason}</bdi>
        </>
      )}
    </p>
  </>
);
