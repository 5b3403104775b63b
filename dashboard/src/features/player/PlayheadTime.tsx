import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { formatDate, formatTenths } from '../../time/format.ts';
import { currentZone, zoneName } from '../../time/zone.ts';
import styles from './Player.module.css';

/** When the picture on screen was recorded, in the reader's zone, renewed with each picture. */
export function PlayheadTime() {
  const at = usePlayhead((state) => state.at);
  if (at === undefined) return null;
  const zone = currentZone();
  return (
    <div className={styles.clock}>
      <time data-testid="playhead-time" dateTime={new Date(at).toISOString()} title={t('player.time')}>
        <span>{formatDate(at, zone)}</span> <strong>{formatTenths(at, zone)}</strong>{' '}
        <span>{zoneName(at, zone)}</span>
      </time>
    </div>
  );
}
