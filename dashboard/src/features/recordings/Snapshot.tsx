import { useQuery } from '@tanstack/react-query';
import { cameraName, type Named } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { formatDateTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import styles from './Snapshot.module.css';
import { snapshotQuery } from './snapshot.query.ts';
import { useObjectUrl } from './use-object-url.ts';

type SnapshotProps = {
  readonly camera: Named & { readonly id: string };
  /** Epoch ms. */
  readonly at: number;
};

/** The picture of one moment. Until it is there its place stays dark; where it can't be had, it stays so. */
export function Snapshot({ camera, at }: SnapshotProps) {
  const { data } = useQuery(snapshotQuery(camera.id, at));
  const url = useObjectUrl(data);
  const zone = currentZone();
  const time = formatDateTimeInZone(at, zone);
  return url ? (
    <img className={styles.picture} src={url} alt={t('snapshot.alt', { name: cameraName(camera), time })} />
  ) : null;
}
