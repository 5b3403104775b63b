import { useQuery } from '@tanstack/react-query';
import { ImageOff, LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { formatDateTime } from '../../time/format.ts';
import { currentZone, offsetName } from '../../time/zone.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { latestFootageQuery } from './footage.query.ts';
import { lastPictureOf } from './last-picture.ts';
import styles from './Snapshot.module.css';
import { Snapshot } from './Snapshot.tsx';
import { snapshotQuery } from './snapshot.query.ts';

type LatestPictureProps = {
  readonly camera: { readonly id: string; readonly name: string };
  /** Whether this person may see recordings at all. */
  readonly allowed: boolean;
};

/** The newest recorded picture of a camera. A camera page works without it, so it fails softly. */
export const LatestPicture = ({ camera, allowed }: LatestPictureProps) => (
  <figure className={styles.frame}>
    {allowed ? (
      <Picture camera={camera} />
    ) : (
      <Note icon={<LockKeyhole aria-hidden="true" />}>{t('snapshot.needsRole')}</Note>
    )}
  </figure>
);

function Picture({ camera }: Pick<LatestPictureProps, 'camera'>) {
  const latest = useQuery(latestFootageQuery(camera.id));
  const at = latest.data ? lastPictureOf(latest.data) : undefined;
  const snapshot = useQuery({ ...snapshotQuery(camera.id, at ?? 0), enabled: at !== undefined });

  if (latest.data === null) {
    return (
      <Note icon={<ImageOff aria-hidden="true" />}>
        <strong>{t('snapshot.none')}</strong>
        {t('snapshot.none.text')}
      </Note>
    );
  }
  if (latest.error || snapshot.error) {
    return <Note icon={<ImageOff aria-hidden="true" />}>{t('snapshot.failed')}</Note>;
  }
  if (at === undefined || !snapshot.data) return <Skeleton height="100%" />;

  const zone = currentZone();
  return (
    <>
      <Snapshot camera={camera} at={at} />
      <figcaption className={styles.caption}>
        {t('snapshot.caption')} ·{' '}
        <time
          dateTime={new Date(at).toISOString()}
        >{`${formatDateTime(at, zone)} ${offsetName(at, zone)}`}</time>
      </figcaption>
    </>
  );
}

const Note = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <div className={styles.note}>
    {icon}
    {children}
  </div>
);
