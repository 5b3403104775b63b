import { Volume2, VolumeX } from 'lucide-react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import styles from './Player.module.css';
import { setMuted, setVolume, usePlayerStore } from './player.store.ts';

/** Sound belongs to footage at its own speed: at any other there is none, and the control says why. */
export function VolumeControl() {
  const muted = usePlayerStore((state) => state.muted);
  const volume = usePlayerStore((state) => state.volume);
  const silent = usePlayerStore((state) => state.speed !== 1);
  const label = silent ? t('player.silent') : t(muted ? 'player.unmute' : 'player.mute');
  return (
    <div className={styles.volume}>
      <IconButton
        label={label}
        aria-disabled={silent || undefined}
        onClick={() => silent || setMuted(!muted)}
      >
        {muted || silent ? <VolumeX aria-hidden="true" /> : <Volume2 aria-hidden="true" />}
      </IconButton>
      <input
        type="range"
        className={styles.slider}
        aria-label={t('player.volume')}
        min={0}
        max={1}
        step={0.05}
        disabled={silent}
        value={muted || silent ? 0 : volume}
        onChange={(event) => setVolume(event.target.valueAsNumber)}
      />
    </div>
  );
}
