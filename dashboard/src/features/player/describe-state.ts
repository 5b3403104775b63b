import { t } from '../../i18n/t.ts';
import { gapReason } from '../../playback/gap-reason.ts';
import { formatDuration, formatTime } from '../../time/format.ts';
import { lengthOf } from '../../time/span.ts';
import { currentZone } from '../../time/zone.ts';
import { describeFailure } from './describe-failure.ts';
import type { PlayerState, SkippedGap } from './player-machine.ts';

/** Why nothing was recorded at a moment (epoch ms), in the VMS's words, where that is known. */
export type ReasonAt = (at: number) => string | undefined;

/** Which stretch was left out, where playing went on, how long it is, and why it is so where that is known. */
export function gapText({ gap, direction }: SkippedGap, reasonAt: ReasonAt): string {
  const zone = currentZone();
  const times = { from: formatTime(gap.from, zone), to: formatTime(gap.to, zone) };
  const reason = reasonAt(gap.from);
  return [
    t(direction === 'forward' ? 'player.gap' : 'player.gap.back', times),
    t('player.gap.length', { duration: formatDuration(lengthOf(gap)) }),
    ...(reason === undefined ? [] : [t('player.gap.reason', { reason: gapReason(reason) })]),
  ].join(' ');
}

/** What assistive technology is told of the player. */
export function spokenState(state: PlayerState, reasonAt: ReasonAt): string {
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
      return t('player.reconnecting.title', { why: describeFailure(state.failure).title });
    case 'ended':
      return t(state.direction === 'forward' ? 'player.ended.title' : 'player.ended.first.title');
    case 'gap':
      return gapText(state, reasonAt);
    case 'error':
      return describeFailure(state.failure).title;
  }
}
