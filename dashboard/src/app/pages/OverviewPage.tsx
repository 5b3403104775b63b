import { type Me, roleIncludes } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { Cctv } from 'lucide-react';
import { useSearchParams } from 'wouter';
import { CamerasInState } from '../../features/cameras/CamerasInState.tsx';
import { camerasQuery } from '../../features/cameras/cameras.query.ts';
import { stateFilterOf } from '../../features/cameras/cameras-in-state.ts';
import { StateFigures } from '../../features/cameras/StateFigures.tsx';
import { FirstImport } from '../../features/discovery/FirstImport.tsx';
import { ActiveRecordings } from '../../features/recording/ActiveRecordings.tsx';
import { useActiveCameraIds } from '../../features/recording/use-active-camera-ids.ts';
import { SyncHealth } from '../../features/sync/SyncHealth.tsx';
import { VmsHealth } from '../../features/vms/VmsHealth.tsx';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { QueryProblem } from '../../ui/QueryProblem.tsx';
import { useTitle } from '../use-title.ts';
import styles from './OverviewPage.module.css';

/** Everything at a glance: how the cameras are, which record now, how the VMS and the syncs with it are. */
export function OverviewPage({ me }: { readonly me: Me }) {
  useTitle(t('overview.title'));
  const query = useQuery(camerasQuery());
  const { data } = query;
  const recording = useActiveCameraIds();
  const [params] = useSearchParams();
  const filter = stateFilterOf(params.get('status'));
  if (data?.length === 0) return <NoCameras me={me} />;

  const nameOf = (cameraId: string) => {
    const camera = data?.find(({ id }) => id === cameraId);
    return camera && cameraName(camera);
  };
  return (
    <Page title={t('overview.title')} lead={t('overview.lead')}>
      <QueryProblem query={query} />
      <StateFigures cameras={data} recording={recording?.size} filter={filter} />
      <div className={styles.columns}>
        <CamerasInState key={filter} cameras={data} filter={filter} />
        <div className={styles.aside}>
          <ActiveRecordings nameOf={nameOf} />
          <VmsHealth />
          <SyncHealth role={me.role} />
        </div>
      </div>
    </Page>
  );
}

const NoCameras = ({ me }: { readonly me: Me }) =>
  roleIncludes(me.role, 'operator') ? (
    <FirstImport />
  ) : (
    <EmptyState heading icon={<Cctv />} title={t('cameras.none.title')} text={t('cameras.none.other')} />
  );
