import type { Side } from '../../features/recordings/footage.query.ts';
import { useTimeline } from '../../features/timeline/timeline.store.ts';
import { describeError } from '../../i18n/describe-error.ts';
import { t } from '../../i18n/t.ts';
import { wantedMoment } from '../../playback/playhead.store.ts';
import { formatDateTime, formatDay } from '../../time/format.ts';
import { serverNow } from '../../time/server-clock.ts';
import { currentZone } from '../../time/zone.ts';
import { toast } from '../../ui/toasts.ts';

/** Where a jump counts from: the moment that is shown or on its way, else the middle of the timeline. */
export const here = (): number => wantedMoment() ?? middleOfView();

function middleOfView(): number {
  const { from, to } = useTimeline.getState().view;
  return Math.min((from + to) / 2, serverNow());
}

export function sayFailed(error: unknown): void {
  const { title, text } = describeError(error);
  toast('danger', title, text);
}

/** Says that there is no footage to one side of a moment. */
export function sayNone(side: Side, moment: number): void {
  const time = formatDateTime(moment, currentZone());
  toast('info', t(side === 'next' ? 'recordings.noneAfter' : 'recordings.noneBefore', { time }));
}

/** Says that there is no footage on the day that holds `moment`. */
export const sayNoneThatDay = (moment: number): void =>
  toast('info', t('recordings.noneThatDay', { day: formatDay(moment, currentZone()) }));
