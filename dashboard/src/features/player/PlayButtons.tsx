import { FastForward, Pause, Play, Rewind, RotateCcw, RotateCw, StepBack, StepForward } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** What the buttons of every transport act on; there is none until the player is there. */
type Playing = {
  readonly toggle: () => void;
  readonly shuttle: (direction: 'forward' | 'reverse') => void;
};

type PlayButtonsProps = {
  /** Whether it plays, or is about to. */
  readonly playing: boolean;
  readonly idle: boolean;
  readonly controls: Playing | undefined;
  readonly seekBy: (ms: number) => void;
  readonly stepPicture: (direction: 1 | -1) => void;
};

const JUMP_MS = 10_000;

/** Back and forward by ten seconds, at speed and by one picture, and play in their middle. */
export function PlayButtons({ playing, idle, controls, seekBy, stepPicture }: PlayButtonsProps) {
  const button = (label: string, icon: ReactNode, act: () => void) => (
    <IconButton label={label} disabled={idle} onClick={act}>
      {icon}
    </IconButton>
  );
  return (
    <>
      {button(t('player.back10'), <RotateCcw aria-hidden="true" />, () => seekBy(-JUMP_MS))}
      {button(t('player.reverse'), <Rewind aria-hidden="true" />, () => controls?.shuttle('reverse'))}
      {button(t('player.pictureBack'), <StepBack aria-hidden="true" />, () => stepPicture(-1))}
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
      {button(t('player.pictureOn'), <StepForward aria-hidden="true" />, () => stepPicture(1))}
      {button(t('player.forward'), <FastForward aria-hidden="true" />, () => controls?.shuttle('forward'))}
      {button(t('player.forward10'), <RotateCw aria-hidden="true" />, () => seekBy(JUMP_MS))}
    </>
  );
}
