import {
  ChevronFirst,
  ChevronLast,
  FastForward,
  Pause,
  Play,
  Rewind,
  RotateCcw,
  RotateCw,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/t.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** What the buttons of every transport act on; there is none until the player is there. */
type Playing = {
  readonly toggle: () => void;
  readonly shuttle: (direction: 'forward' | 'reverse') => void;
};

/** What they ask of the page: it knows the footage, the player does not. */
export type Ways = {
  readonly seekBy: (ms: number) => void;
  /** To the next or previous sequence. */
  readonly step: (side: 'next' | 'previous') => void;
  /** To the first or the last footage of the range. */
  readonly edge: (edge: 'first' | 'last') => void;
};

type PlayButtonsProps = {
  /** Whether it plays, or is about to. */
  readonly playing: boolean;
  readonly idle: boolean;
  readonly controls: Playing | undefined;
  readonly ways: Ways;
  readonly stepPicture: (direction: 1 | -1) => void;
};

/** So far one jump goes. */
export const JUMP_MS = 10_000;

/** To the ends, by one sequence, by ten seconds, at speed and by one picture, and play in their middle. */
export function PlayButtons({ playing, idle, controls, ways, stepPicture }: PlayButtonsProps) {
  const { seekBy, step, edge } = ways;
  const button = (label: string, icon: ReactNode, act: () => void, disabled = idle) => (
    <IconButton label={label} disabled={disabled} onClick={act}>
      {icon}
    </IconButton>
  );
  return (
    <>
      {button(t('player.first'), <ChevronFirst aria-hidden="true" />, () => edge('first'), false)}
      {button(t('player.previous'), <SkipBack aria-hidden="true" />, () => step('previous'), false)}
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
      {button(t('player.next'), <SkipForward aria-hidden="true" />, () => step('next'), false)}
      {button(t('player.last'), <ChevronLast aria-hidden="true" />, () => edge('last'), false)}
    </>
  );
}
