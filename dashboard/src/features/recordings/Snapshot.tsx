import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { t } from '../../i18n/t.ts';
import { formatDateTimeInZone } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import styles from './Snapshot.module.css';
import { snapshotQuery } from './snapshot.query.ts';

/** An object URL for `blob`, given back when it is no longer shown. */
function useObjectUrl(blob: Blob | undefined): string | undefined {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return url;
}

type SnapshotProps = {
  readonly camera: { readonly id: string; readonly name: string };
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
    <img className={styles.picture} src={url} alt={t('snapshot.alt', { name: camera.name, time })} />
  ) : null;
}
