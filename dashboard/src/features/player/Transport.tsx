import { Link2, Pause, Play, RotateCcw, RotateCw, SkipBack, SkipForward } from 'lucide-react';
import type { RefObject } from 'react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { FullscreenButton } from './FullscreenButton.tsx';
import styles from './Player.module.css';
import { usePlayerStore } from './player.store.ts';
import { SpeedControl } from './SpeedControl.tsx';
import type { PlayerControls } from './use-player.ts';
import { VolumeControl } from './VolumeControl.tsx';

type TransportProps = {
  readonly box: RefObject<HTMLElement | null>;
  readonly controls: PlayerControls | undefined;
  readonly onSeekBy: (ms: number) => void;
  readonly onStep: (direction: 'next' | 'previous') => void;
  readonly onCopyLink: () => void;
};

const JUMP_MS = 10_000;

/** The player's buttons. They keep their order in every language, as on any recorder. */
export function Transport({ box, controls, onSeekBy, onStep, onCopyLink }: TransportProps) {
  const playing = usePlayerStore(({ model }) => model.wanted === 'play');
  const idle = usePlayerStore(({ model }) => model.state.phase === 'idle');
  return (
    <div className={styles.transport} dir="ltr">
      <SpeedControl />
      <div className={styles.buttons}>
        <IconButton label={t('player.previous')} onClick={() => onStep('previous')}>
          <SkipBack aria-hidden="true" />
        </IconButton>
        <IconButton label={t('player.back10')} disabled={idle} onClick={() => onSeekBy(-JUMP_MS)}>
          <RotateCcw aria-hidden="true" />
        </IconButton>
        <IconButton
          look="solid"
          label={t(playing ? 'player.pause' : 'player.play')}
          disabled={idle}
          onClick={controls?.toggle}
        >
          {playing ? (
            <Pause fill="currentColor" aria-hidden="true" />
          ) : (
            <Play fill="currentColor" aria-hidden="true" />
          )}
        </IconButton>
        <IconButton label={t('player.forward10')} disabled={idle} onClick={() => onSeekBy(JUMP_MS)}>
          <RotateCw aria-hidden="true" />
        </IconButton>
        <IconButton label={t('player.next')} onClick={() => onStep('next')}>
          <SkipForward aria-hidden="true" />
        </IconButton>
      </div>
      <div className={styles.extras}>
        <VolumeControl />
        <IconButton label={t('player.copyLink')} disabled={idle} onClick={onCopyLink}>
          <Link2 aria-hidden="true" />
        </IconButton>
        <FullscreenButton box={box} />
      </div>
    </div>
  );
}
