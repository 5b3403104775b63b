import { t } from '../../i18n/t.ts';
import { formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { describeFailure } from './describe-failure.ts';
import type { PlayerState, SkippedGap } from './player-machine.ts';

/** Which stretch was left out, and where playing went on. */
export function gapText({ gap, direction }: SkippedGap): string {
  const zone = currentZone();
  const times = { from: formatTime(gap.from, zone), to: formatTime(gap.to, zone) };
  return t(direction === 'forward' ? 'player.gap' : 'player.gap.back', times);
}

/** What assistive technology is told of the player. */
export function spokenState(state: PlayerState): string {
  switch (state.phase) {
    case 'idle':
      return t('player.state.idle');
    case 'playing':
      return t('player.state.playing');
    case 'paused':
      return t('player.state.paused');
    case 'loading':
      return t('player.loading', { time: formatTime(state.at, currentZone()) });
    case 'buffering':
      return t('player.buffering');
    case 'stalled':
      return t('player.stalled.title');
    case 'live':
      return t('player.live');
    case 'reconnecting':
      return t('player.reconnecting.title');
    case 'ended':
      return t(state.direction === 'forward' ? 'player.ended.title' : 'player.ended.first.title');
    case 'gap':
      return gapText(state);
    case 'error':
      return describeFailure(state.failure).title;
  }
}
