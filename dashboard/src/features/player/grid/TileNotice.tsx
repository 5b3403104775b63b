import { t } from '../../../i18n/t.ts';
import { formatTime } from '../../../time/format.ts';
import { currentZone } from '../../../time/zone.ts';
import { describeFailure } from '../describe-failure.ts';
import styles from './Grid.module.css';
import { type TileState, useGridStore } from './grid.store.ts';

/** Over a tile that does not show the clock's moment: why, in the place of the picture, which is of another moment. */
export function TileNotice({ cameraId }: { readonly cameraId: string }) {
  const tile = useGridStore(({ tiles }) => tiles.get(cameraId));
  if (!tile || tile.phase === 'showing') return null;
  return (
    <div className={styles.notice} data-phase={tile.phase} data-testid="tile-notice" role="status">
      <Words {...tile} />
    </div>
  );
}

function Words(tile: TileState) {
  switch (tile.phase) {
    case 'showing':
      return null;
    case 'loading':
      return <p>{t('grid.loading')}</p>;
    case 'gap': {
      const zone = currentZone();
      const [from, to] = [formatTime(tile.gap.from, zone), formatTime(tile.gap.to, zone)];
      return (
        <>
          <p className={styles.noticeTitle}>{t('grid.gap')}</p>
          <p>{t('grid.gap.text', { from, to })}</p>
        </>
      );
    }
    case 'empty':
      return (
        <>
          <p className={styles.noticeTitle}>{t('grid.gap')}</p>
          <p>{t('grid.empty')}</p>
        </>
      );
    case 'failed': {
      const { title, text } = describeFailure(tile.failure);
      return (
        <>
          <p className={styles.noticeTitle}>{title}</p>
          <p>{text}</p>
        </>
      );
    }
  }
}
