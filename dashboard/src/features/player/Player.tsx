import { type ReactNode, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import styles from './Player.module.css';
import { PlayheadTime } from './PlayheadTime.tsx';
import { usePlayerStore } from './player.store.ts';
import { StageOverlay } from './StageOverlay.tsx';
import { Transport } from './Transport.tsx';
import type { PlayerControls } from './use-player.ts';

type PlayerProps = {
  readonly mount: (box: HTMLElement | null) => (() => void) | undefined;
  readonly controls: PlayerControls | undefined;
  /** What stands in the picture's place before anything was chosen. */
  readonly idle: ReactNode;
  readonly onSeekBy: (ms: number) => void;
  readonly onStep: (direction: 'next' | 'previous') => void;
  readonly onCopyLink: () => void;
};

/** The picture, what the player says over it, and its transport. */
export function Player({ mount, controls, idle, onSeekBy, onStep, onCopyLink }: PlayerProps) {
  const box = useRef<HTMLElement>(null);
  const muted = usePlayerStore((state) => state.muted);
  return (
    <section ref={box} className={styles.player} aria-label={t('player.label')}>
      <div ref={mount} className={styles.stage}>
        <video className={styles.video} playsInline preload="auto" muted={muted} />
        <canvas className={styles.freeze} hidden />
        <StageOverlay idle={idle} controls={controls} />
        <PlayheadTime />
      </div>
      <Transport box={box} controls={controls} onSeekBy={onSeekBy} onStep={onStep} onCopyLink={onCopyLink} />
    </section>
  );
}
