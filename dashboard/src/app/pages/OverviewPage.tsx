import { type Camera, type Me, roleIncludes } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { Cctv, CircleCheck, CircleDot, Radar } from 'lucide-react';
import type { ReactNode } from 'react';
import { CameraLink } from '../../features/cameras/CameraLink.tsx';
import { camerasQuery } from '../../features/cameras/cameras.query.ts';
import { RecordingIndicator } from '../../features/recording/RecordingIndicator.tsx';
import { useActiveCameraIds } from '../../features/recording/use-active-camera-ids.ts';
import { t } from '../../i18n/t.ts';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useTitle } from '../use-title.ts';
import styles from './OverviewPage.module.css';

/** All cameras at a glance: how many, how they are, which record now. */
export function OverviewPage({ me }: { readonly me: Me }) {
  useTitle(t('overview.title'));
  const { data, error, isFetching, refetch } = useQuery(camerasQuery());
  const recording = useActiveCameraIds();
  if (data?.length === 0) return <NoCameras me={me} />;

  const offline = data?.filter(({ status }) => status !== 'ONLINE');
  const active = data?.filter(({ id }) => recording?.has(id));
  return (
    <div className={styles.page}>
      <div>
        <h1 className={styles.title}>{t('overview.title')}</h1>
        <p className={styles.lead}>{t('overview.lead')}</p>
      </div>
      {error && !data && <ErrorNote error={error} busy={isFetching} onRetry={() => void refetch()} />}
      <dl className={styles.figures}>
        <Figure name={t('overview.total')} value={data?.length} />
        <Figure
          name={t('overview.online')}
          value={data && offline && data.length - offline.length}
          tone="ok"
        />
        <Figure name={t('overview.offline')} value={offline?.length} tone="warn" />
        <Figure name={t('overview.recording')} value={recording && active?.length} tone="danger" />
      </dl>
      <div className={styles.columns}>
        <Card title={t('overview.active')}>
          <CameraLinks
            cameras={active}
            icon={<CircleDot />}
            none="overview.active.none"
            hint="overview.active.hint"
          />
        </Card>
        <Card title={t('overview.attention')}>
          <CameraLinks
            cameras={offline}
            icon={<CircleCheck />}
            none="overview.attention.none"
            hint="overview.attention.hint"
          />
        </Card>
      </div>
    </div>
  );
}

type FigureProps = {
  readonly name: string;
  readonly value: number | undefined;
  readonly tone?: 'ok' | 'warn' | 'danger';
};

const Figure = ({ name, value, tone }: FigureProps) => (
  <div className={styles.figure} data-tone={value ? tone : undefined}>
    <dt>{name}</dt>
    <dd>{value ?? <Skeleton width="36px" height="24px" />}</dd>
  </div>
);

type CameraLinksProps = {
  readonly cameras: readonly Camera[] | undefined;
  readonly icon: ReactNode;
  readonly none: 'overview.active.none' | 'overview.attention.none';
  readonly hint: 'overview.active.hint' | 'overview.attention.hint';
};

function CameraLinks({ cameras, icon, none, hint }: CameraLinksProps) {
  if (!cameras) return <Skeleton height="36px" />;
  if (cameras.length === 0) return <EmptyState compact icon={icon} title={t(none)} text={t(hint)} />;
  return (
    <ul className={styles.links}>
      {cameras.map((camera) => (
        <li key={camera.id}>
          <CameraLink camera={camera} selected={false}>
            <RecordingIndicator cameraId={camera.id} />
          </CameraLink>
        </li>
      ))}
    </ul>
  );
}

function NoCameras({ me }: { readonly me: Me }) {
  const may = roleIncludes(me.role, 'operator');
  return (
    <EmptyState
      heading
      icon={<Cctv />}
      title={t('cameras.none.title')}
      text={t(may ? 'cameras.none.operator' : 'cameras.none.other')}
      action={
        may && (
          <ButtonLink href="/discover" look="primary" size="large" icon={<Radar aria-hidden="true" />}>
            {t('nav.discover')}
          </ButtonLink>
        )
      }
    />
  );
}
