import type { Camera } from '@playhead/contracts';
import { CircleCheck } from 'lucide-react';
import { Link } from 'wouter';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { formatDateMinutes, formatDuration } from '../../time/format.ts';
import { useNow } from '../../time/use-now.ts';
import { currentZone } from '../../time/zone.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import styles from './CamerasInState.module.css';
import { camerasInState, type StateFilter } from './cameras-in-state.ts';
import { StatusBadge } from './StatusDot.tsx';

type CamerasInStateProps = {
  /** Undefined while they are on their way. */
  readonly cameras: readonly Camera[] | undefined;
  readonly filter: StateFilter;
};

/** The cameras that are in a state, and since when they have not been online. */
export function CamerasInState({ cameras, filter }: CamerasInStateProps) {
  const found = cameras && camerasInState(cameras, filter);
  const title = t(`overview.list.${filter}`);
  return (
    <div className={styles.region}>
      <h2 className={styles.title}>{title}</h2>
      <DataTable
        label={title}
        narrow
        columns={columns()}
        rows={found}
        keyOf={({ id }) => id}
        empty={<Nobody filter={filter} />}
        foot={
          found &&
          found.length > 0 && <span role="status">{t('cameras.count', { count: found.length })}</span>
        }
      />
    </div>
  );
}

const Nobody = ({ filter }: Pick<CamerasInStateProps, 'filter'>) =>
  filter === 'attention' ? (
    <EmptyState
      compact
      icon={<CircleCheck />}
      title={t('overview.attention.none')}
      text={t('overview.attention.hint')}
    />
  ) : (
    <EmptyState
      compact
      icon={<CircleCheck />}
      title={t('overview.noneInState')}
      text={t('overview.attention.hint')}
    />
  );

const columns = (): readonly Column<Camera>[] => [
  {
    key: 'name',
    head: t('overview.column.camera'),
    cell: (camera) => (
      <Link href={`/cameras/${camera.id}`}>
        <bdi>{cameraName(camera)}</bdi>
      </Link>
    ),
  },
  {
    key: 'state',
    head: t('overview.column.state'),
    width: '128px',
    cell: ({ status }) => <StatusBadge status={status} />,
  },
  {
    key: 'since',
    head: t('overview.column.since'),
    width: '232px',
    cell: (camera) => <LastOnline camera={camera} />,
  },
];

const MINUTE_MS = 60_000;

function LastOnline({ camera: { status, lastOnlineAt } }: { readonly camera: Camera }) {
  const now = useNow(MINUTE_MS);
  if (status === 'ONLINE') return t('overview.onlineNow');
  if (!lastOnlineAt) return t('overview.neverOnline');
  const at = Date.parse(lastOnlineAt);
  return (
    <>
      <time dateTime={lastOnlineAt}>{formatDateMinutes(at, currentZone())}</time>
      <span className={styles.ago}>{t('overview.ago', { duration: formatDuration(now - at) })}</span>
    </>
  );
}
