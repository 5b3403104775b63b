import { useQuery } from '@tanstack/react-query';
import { ImageOff, LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Named } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { latestFootageQuery } from './footage.query.ts';
import { lastPictureOf } from './last-picture.ts';
import styles from './Snapshot.module.css';
import { Snapshot } from './Snapshot.tsx';
import { snapshotQuery } from './snapshot.query.ts';

type LatestPictureProps = {
  readonly camera: Named & { readonly id: string };
  /** Whether this person may see recordings at all. */
  readonly allowed: boolean;
};

/** The newest recorded picture of a camera. A camera page works without it, so it fails softly. */
export const LatestPicture = ({ camera, allowed }: LatestPictureProps) =>
  allowed ? (
    <Picture camera={camera} />
  ) : (
    <Figure>
      <Note icon={<LockKeyhole aria-hidden="true" />}>{t('snapshot.needsRole')}</Note>
    </Figure>
  );

function Picture({ camera }: Pick<LatestPictureProps, 'camera'>) {
  const latest = useQuery(latestFootageQuery(camera.id));
  const at = latest.data ? lastPictureOf(latest.data) : undefined;
  const snapshot = useQuery({ ...snapshotQuery(camera.id, at ?? 0), enabled: at !== undefined });

  if (latest.data === null) {
    return (
      <Figure>
        <Note icon={<ImageOff aria-hidden="true" />}>
          <strong>{t('snapshot.none')}</strong>
          {t('snapshot.none.text')}
        </Note>
      </Figure>
    );
  }
  if (latest.error || snapshot.error) {
    return (
      <Figure>
        <Note icon={<ImageOff aria-hidden="true" />}>{t('snapshot.failed')}</Note>
      </Figure>
    );
  }
  return (
    <Figure at={at}>
      {at !== undefined && snapshot.data ? <Snapshot camera={camera} at={at} /> : <Skeleton height="100%" />}
    </Figure>
  );
}

type FigureProps = { readonly at?: number | undefined; readonly children: ReactNode };

/** Picture and caption keep their places while either is on its way. */
function Figure({ at, children }: FigureProps) {
  const zone = currentZone();
  return (
    <figure className={styles.figure}>
      <div className={styles.frame}>{children}</div>
      <figcaption className={styles.caption}>
        {t('snapshot.caption')}
        {at !== undefined && (
          <time dateTime={new Date(at).toISOString()}>{formatDateTimeInZone(at, zone)}</time>
        )}
      </figcaption>
    </figure>
  );
}

const Note = ({ icon, children }: { readonly icon: ReactNode; readonly children: ReactNode }) => (
  <div className={styles.note}>
    {icon}
    {children}
  </div>
);
