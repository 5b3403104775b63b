import { type Camera, type Me, roleIncludes } from '@playhead/contracts';
import { useQuery } from '@tanstack/react-query';
import { Film } from 'lucide-react';
import { useId } from 'react';
import { useLocation } from 'wouter';
import { CameraDetails } from '../../features/cameras/CameraDetails.tsx';
import { cameraQuery } from '../../features/cameras/cameras.query.ts';
import { StatusBadge } from '../../features/cameras/StatusDot.tsx';
import { RecordingControl } from '../../features/recording/RecordingControl.tsx';
import { FootageStrip } from '../../features/recordings/FootageStrip.tsx';
import { LatestPicture } from '../../features/recordings/LatestPicture.tsx';
import { cameraName } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CameraPlaceholder } from '../CameraPlaceholder.tsx';
import { useTitle } from '../use-title.ts';
import styles from './CameraPage.module.css';

type CameraPageProps = { readonly id: string; readonly me: Me };

/** One camera: its latest picture, its recording control, what is known of it. */
export function CameraPage({ id, me }: CameraPageProps) {
  const query = useQuery(cameraQuery(id));
  const [, navigate] = useLocation();
  const camera = query.data;
  useTitle(camera && cameraName(camera));
  if (!camera) return <CameraPlaceholder query={query} />;

  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1 className={styles.title}>
          <bdi>{cameraName(camera)}</bdi>
        </h1>
        <StatusBadge status={camera.status} />
      </div>
      <div className={styles.columns}>
        <div className={styles.main}>
          <LatestPicture camera={camera} allowed={roleIncludes(me.role, 'investigator')} />
          <RecordingsCard camera={camera} me={me} />
        </div>
        <div className={styles.side}>
          <RecordingControl camera={camera} me={me} />
          <CameraDetails camera={camera} role={me.role} onDeleted={() => navigate('/cameras')} />
        </div>
      </div>
    </div>
  );
}

/** What there is to see, and the way to it. Who may not view them finds the button in its place, with the reason beside it. */
function RecordingsCard({ camera, me }: { readonly camera: Camera; readonly me: Me }) {
  const reason = useId();
  const [, navigate] = useLocation();
  const allowed = roleIncludes(me.role, 'investigator');
  return (
    <Card title={t(allowed ? 'strip.title' : 'strip.recordings')}>
      <div className={styles.view}>
        {allowed && (
          <div className={styles.strip}>
            <FootageStrip cameraId={camera.id} />
          </div>
        )}
        <Button
          look="primary"
          size="large"
          icon={<Film aria-hidden="true" />}
          aria-disabled={!allowed || undefined}
          aria-describedby={allowed ? undefined : reason}
          onClick={() => navigate(`/cameras/${camera.id}/recordings`)}
        >
          {t('camera.viewRecordings')}
        </Button>
        {!allowed && (
          <p id={reason} className={styles.reason}>
            {t('camera.viewRecordings.needsRole', { role: t(`role.${me.role}`) })}
          </p>
        )}
      </div>
    </Card>
  );
}
