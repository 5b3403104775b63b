import { t } from '../../i18n/t.ts';
import { formatTenths } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import styles from './Player.module.css';
import { usePlayerStore } from './player.store.ts';

/** The very picture that was stepped to, over the video. */
export function StillPicture() {
  const still = usePlayerStore((state) => state.still);
  if (!still) return null;
  return (
    <img
      className={styles.still}
      src={still.url}
      alt={t('player.still', { time: formatTenths(still.at, currentZone()) })}
      data-testid="still-picture"
      data-at={new Date(still.at).toISOString()}
    />
  );
}
