import type { ReactNode } from 'react';
import { t } from '../../../i18n/t.ts';
import { gapReason } from '../../../playback/gap-reason.ts';
import { usePlayhead } from '../../../playback/playhead.store.ts';
import { formatTime } from '../../../time/format.ts';
import { currentZone } from '../../../time/zone.ts';
import { Button } from '../../../ui/Button.tsx';
import { describeFailure } from '../describe-failure.ts';
import styles from './Grid.module.css';
import { type TileState, useGridStore } from './grid.store.ts';

type TileNoticeProps = {
  readonly cameraId: string;
  /** Why a camera recorded nothing at a moment (epoch ms), in the VMS's words, where that is known. */
  readonly reasonAt: (cameraId: string, at: number) => string | undefined;
  readonly onRetry: (cameraId: string) => void;
};

/** Over a tile that does not show the clock's moment: why, in the place of the picture, which is of another moment. */
export function TileNotice({ cameraId, reasonAt, onRetry }: TileNoticeProps) {
  const tile = useGridStore(({ tiles }) => tiles.get(cameraId));
  if (!tile || tile.phase === 'showing') return null;
  return (
    <div className={styles.notice} data-phase={tile.phase} data-testid="tile-notice">
      <Words
        tile={tile}
        retry={<Button onClick={() => onRetry(cameraId)}>{t('grid.reopen')}</Button>}
        reason={<Reason reasonAt={(at) => reasonAt(cameraId, at)} />}
      />
    </div>
  );
}

type WordsProps = { readonly tile: TileState; readonly retry: ReactNode; readonly reason: ReactNode };

function Words({ tile, retry, reason }: WordsProps) {
  switch (tile.phase) {
    case 'showing':
      return null;
    case 'loading':
      return tile.long ? (
        <>
          <p className={styles.noticeTitle}>{t('grid.long')}</p>
          <p>{t('grid.long.text')}</p>
          {retry}
        </>
      ) : (
        <p>{t('grid.loading')}</p>
      );
    case 'gap': {
      const zone = currentZone();
      const [from, to] = [formatTime(tile.gap.from, zone), formatTime(tile.gap.to, zone)];
      return (
        <>
          <p className={styles.noticeTitle}>{t('grid.gap')}</p>
          {reason}
          <p>{t('grid.gap.text', { from, to })}</p>
        </>
      );
    }
    case 'empty':
      return (
        <>
          <p className={styles.noticeTitle}>{t('grid.gap')}</p>
          {reason}
          <p>{t(tile.direction === 'forward' ? 'grid.empty' : 'grid.empty.before')}</p>
        </>
      );
    case 'failed': {
      const { title, text, canRetry } = describeFailure(tile.failure);
      return (
        <>
          <p className={styles.noticeTitle}>{title}</p>
          <p>{tile.again ? t('grid.again') : text}</p>
          {canRetry && retry}
        </>
      );
    }
  }
}

/** At the second of the clock: a reason may change within a gap. */
function Reason({ reasonAt }: { readonly reasonAt: (at: number) => string | undefined }) {
  const second = usePlayhead(({ at }) => at && Math.floor(at / 1000) * 1000);
  const reason = second === undefined ? undefined : reasonAt(second);
  return reason === undefined ? null : <p>{t('grid.gap.reason', { reason: gapReason(reason) })}</p>;
}
