import type { Camera } from '@playhead/contracts';
import { Link } from 'wouter';
import { t } from '../../i18n/t.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { countStates, type StateFilter } from './cameras-in-state.ts';
import styles from './StateFigures.module.css';

type StateFiguresProps = {
  readonly cameras: readonly Camera[] | undefined;
  /** How many record now; undefined while that is not known. */
  readonly recording: number | undefined;
  readonly filter: StateFilter;
};

/** How many cameras there are, and of each state; each figure leads to the list of those. */
export function StateFigures({ cameras, recording, filter }: StateFiguresProps) {
  const counts = cameras && countStates(cameras);
  const states = [
    { key: 'all', name: t('overview.total'), count: cameras?.length, tone: undefined },
    { key: 'ONLINE', name: t('camera.status.ONLINE'), count: counts?.ONLINE, tone: 'ok' },
    { key: 'OFFLINE', name: t('camera.status.OFFLINE'), count: counts?.OFFLINE, tone: 'warn' },
    { key: 'ERROR', name: t('camera.status.ERROR'), count: counts?.ERROR, tone: 'warn' },
  ] as const;
  return (
    <ul className={styles.figures} aria-label={t('overview.figures')}>
      {states.map(({ key, name, count, tone }) => (
        <li key={key}>
          <Link
            href={`/cameras?status=${key}`}
            className={styles.figure}
            data-tone={count ? tone : undefined}
            aria-current={filter === key ? 'true' : undefined}
          >
            <Amount count={count} />
            <span className={styles.name}>{name}</span>
          </Link>
        </li>
      ))}
      <li>
        <Link
          href="/recordings?state=recording"
          className={styles.figure}
          data-tone={recording ? 'danger' : undefined}
        >
          <Amount count={recording} />
          <span className={styles.name}>{t('active.title')}</span>
        </Link>
      </li>
    </ul>
  );
}

const Amount = ({ count }: { readonly count: number | undefined }) => (
  <span className={styles.amount}>
    {count === undefined ? <Skeleton width="36px" height="24px" /> : t('overview.amount', { count })}
  </span>
);
