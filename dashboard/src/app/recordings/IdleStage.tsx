import { useQuery } from '@tanstack/react-query';
import { Play } from 'lucide-react';
import { latestFootageQuery } from '../../features/recordings/footage.query.ts';
import { lastPictureOf } from '../../features/recordings/last-picture.ts';
import { Snapshot } from '../../features/recordings/Snapshot.tsx';
import type { Named } from '../../i18n/camera-name.ts';
import { t } from '../../i18n/t.ts';
import { formatMinutes } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './RecordingsPage.module.css';

type IdleStageProps = {
  readonly camera: Named & { readonly id: string };
  readonly onPlay: (at: number) => void;
};

/** So much of the newest footage is played, in ms. */
const NEWEST_MS = 60_000;

/** Before a moment is chosen: the newest picture, dimmed, and the shortest way to moving ones. */
export function IdleStage({ camera, onPlay }: IdleStageProps) {
  const { data: latest } = useQuery(latestFootageQuery(camera.id));
  const start = latest ? Math.max(latest.from, latest.to - NEWEST_MS) : undefined;
  return (
    <>
      <div className={styles.poster}>{latest && <Snapshot camera={camera} at={lastPictureOf(latest)} />}</div>
      <div className={styles.idle}>
        <p className={styles.idleTitle}>{t(latest === null ? 'snapshot.none' : 'recordings.idle.title')}</p>
        <p className={styles.idleText}>
          {t(latest === null ? 'recordings.idle.none' : 'recordings.idle.text')}
        </p>
        {start !== undefined && (
          <Button
            look="primary"
            size="large"
            icon={<Play fill="currentColor" aria-hidden="true" />}
            onClick={() => onPlay(start)}
          >
            {t('recordings.idle.play', { time: formatMinutes(start, currentZone()) })}
          </Button>
        )}
      </div>
    </>
  );
}
