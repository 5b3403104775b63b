import type { Camera, Role } from '@playhead/contracts';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { formatDateMinutesInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Card } from '../../ui/Card.tsx';
import { CameraActions } from './CameraActions.tsx';
import styles from './CameraDetails.module.css';
import { coordinatesText } from './coordinates.ts';

const sources = {
  DUBAI_POLICE: 'camera.source.DUBAI_POLICE',
  METRO: 'camera.source.METRO',
  BUS: 'camera.source.BUS',
  OTHER: 'camera.source.OTHER',
} as const;

const Row = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className={styles.row}>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
);

function when(iso: string | null): ReactNode {
  if (!iso) return t('camera.never');
  const at = Date.parse(iso);
  const zone = currentZone();
  return <time dateTime={iso}>{formatDateMinutesInZone(at, zone)}</time>;
}

type CameraDetailsProps = {
  readonly camera: Camera;
  readonly role: Role;
  readonly onDeleted: () => void;
};

/** What Playhead knows of a camera, and what may be changed of it. */
export const CameraDetails = ({ camera, role, onDeleted }: CameraDetailsProps) => (
  <Card title={t('camera.details')}>
    <dl className={styles.list}>
      <Row name={t('camera.recordingServer')}>{camera.recordingServer ?? t('camera.unknown')}</Row>
      <Row name={t('camera.source')}>{t(sources[camera.source])}</Row>
      <Row name={t('camera.ptz')}>{t(camera.ptzEnabled ? 'camera.ptz.yes' : 'camera.ptz.no')}</Row>
      {camera.nameAr && (
        <Row name={t('camera.nameAr')}>
          <bdi lang="ar">{camera.nameAr}</bdi>
        </Row>
      )}
      {camera.location && (
        <Row name={t('camera.location')}>
          {camera.location.address ? (
            <bdi>{camera.location.address}</bdi>
          ) : (
            <bdi dir="ltr">{coordinatesText(camera.location)}</bdi>
          )}
        </Row>
      )}
      <Row name={t('camera.lastSync')}>{when(camera.lastMilestoneSync)}</Row>
      <Row name={t('camera.importedAt')}>{when(camera.createdAt)}</Row>
      <Row name={t('camera.deviceId')}>
        <bdi className={styles.code}>{camera.milestoneDeviceId}</bdi>
      </Row>
    </dl>
    <CameraActions camera={camera} role={role} onDeleted={onDeleted} />
  </Card>
);
