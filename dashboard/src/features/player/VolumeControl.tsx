import { Volume2, VolumeX } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './Player.module.css';
import { setMuted, setVolume, usePlayerStore } from './player.store.ts';

export function VolumeControl() {
  const muted = usePlayerStore((state) => state.muted);
  const volume = usePlayerStore((state) => state.volume);
  return (
    <div className={styles.volume}>
      <IconButton label={t(muted ? 'player.unmute' : 'player.mute')} onClick={() => setMuted(!muted)}>
        {muted ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
      </IconButton>
      <input
        type="range"
        className={styles.slider}
        aria-label={t('player.volume')}
        min={0}
        max={1}
        step={0.05}
        value={muted ? 0 : volume}
        onChange={(event) => setVolume(event.target.valueAsNumber)}
      />
    </div>
  );
}
