import { type ReactNode, useRef } from 'react';
import { t } from '../../i18n/t.ts';
import type { ReasonAt } from './describe-state.ts';
import { JUMP_MS } from './PlayButtons.tsx';
import styles from './Player.module.css';
import { PlayheadTime } from './PlayheadTime.tsx';
import { usePlayerStore } from './player.store.ts';
import { StageOverlay } from './StageOverlay.tsx';
import { StillPicture } from './StillPicture.tsx';
import { Transport, type TransportActions } from './Transport.tsx';
import { useDoubleTap } from './use-double-tap.ts';
import type { PlayerControls } from './use-player.ts';

type PlayerProps = {
  readonly mount: (box: HTMLElement | null) => (() => void) | undefined;
  readonly controls: PlayerControls | undefined;
  /** What stands in the picture's place before anything was chosen. */
  readonly idle: ReactNode;
  readonly actions: TransportActions;
  readonly reasonAt?: ReasonAt;
  /** What stands in the corner of the picture. */
  readonly corner?: ReactNode;
};

const unknown: ReasonAt = () => undefined;

/** The picture, what the player says over it, and its transport. */
export function Player({ mount, controls, idle, actions, reasonAt = unknown, corner }: PlayerProps) {
  const box = useRef<HTMLElement>(null);
  const tapped = useDoubleTap((direction) => {
    if (usePlayerStore.getState().model.state.phase !== 'idle') actions.seekBy(direction * JUMP_MS);
  });
  return (
    <section ref={box} className={styles.player} aria-label={t('player.label')}>
      <div ref={mount} className={styles.stage} onPointerUp={tapped}>
        <video className={styles.video} playsInline preload="auto" muted />
        <video className={styles.video} playsInline preload="auto" muted />
        <StillPicture />
        <div className={styles.over}>
          <StageOverlay idle={idle} controls={controls} reasonAt={reasonAt} />
          <PlayheadTime />
          <div className={styles.corner}>{corner}</div>
        </div>
      </div>
      <Transport box={box} controls={controls} actions={actions} />
    </section>
  );
}
