import { LoaderCircle, Play, Radio, SkipForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { Button } from '../../ui/Button.tsx';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { describeFailure } from './describe-failure.ts';
import { gapText, type ReasonAt, spokenState } from './describe-state.ts';
import styles from './Player.module.css';
import { GoingTo } from './PlayheadTime.tsx';
import { usePlayerStore } from './player.store.ts';
import type { PlayerState } from './player-machine.ts';
import { Reconnecting } from './Reconnecting.tsx';
import { StageMessage } from './StageMessage.tsx';
import type { PlayerControls } from './use-player.ts';

type StageOverlayProps = {
  readonly idle: ReactNode;
  readonly controls: PlayerControls | undefined;
  readonly reasonAt: ReasonAt;
};

/** Draws what the player is doing over its picture, and says it once. */
export function StageOverlay({ idle, controls, reasonAt }: StageOverlayProps) {
  const state = usePlayerStore(({ model }) => model.state);
  const scrubbing = usePlayhead((playhead) => playhead.scrubbing);
  return (
    <>
      <VisuallyHidden
        role="status"
        data-testid="player-state"
        data-phase={scrubbing ? 'scrubbing' : state.phase}
      >
        {scrubbing ? t('player.state.scrubbing') : spokenState(state, reasonAt)}
      </VisuallyHidden>
      {!scrubbing && <Drawn state={state} idle={idle} controls={controls} reasonAt={reasonAt} />}
      <GoingTo />
    </>
  );
}

function Drawn({ state, idle, controls, reasonAt }: StageOverlayProps & { readonly state: PlayerState }) {
  const retry = (text: string) => <Button onClick={controls?.retry}>{text}</Button>;
  switch (state.phase) {
    case 'idle':
      return <div className={styles.overlay}>{idle}</div>;
    case 'loading':
    case 'buffering':
      return (
        <div className={styles.wait}>
          <LoaderCircle aria-hidden="true" />
        </div>
      );
    case 'stalled':
      return (
        <StageMessage title={t('player.stalled.title')} text={t('player.stalled.text')}>
          {retry(t('player.reopen'))}
        </StageMessage>
      );
    case 'reconnecting':
      return <Reconnecting state={state} onRetry={controls?.retry} />;
    case 'live':
      return (
        <p className={styles.live}>
          <Radio aria-hidden="true" />
          {t('player.live')}
        </p>
      );
    case 'gap':
      return (
        <p className={styles.gap}>
          <SkipForward aria-hidden="true" />
          {gapText(state, reasonAt)}
        </p>
      );
    case 'paused':
      return (
        <button
          type="button"
          className={styles.bigPlay}
          tabIndex={-1}
          aria-hidden="true"
          onClick={controls?.toggle}
        >
          <Play fill="currentColor" />
        </button>
      );
    case 'ended':
      return state.direction === 'forward' ? (
        <StageMessage title={t('player.ended.title')} text={t('player.ended.text')}>
          {retry(t('player.ended.again'))}
        </StageMessage>
      ) : (
        <StageMessage title={t('player.ended.first.title')} text={t('player.ended.first.text')} />
      );
    case 'error': {
      const { title, text, canRetry } = describeFailure(state.failure);
      return (
        <StageMessage title={title} text={text} bad>
          {canRetry && retry(t('action.retry'))}
        </StageMessage>
      );
    }
    case 'playing':
      return null;
  }
}
