import { useEffect, useRef } from 'react';
import type { Footage } from '../../features/recordings/footage.ts';
import { type Leap, leapOverGap } from '../../features/recordings/leap-over-gap.ts';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { offer } from '../../ui/toasts.ts';

/** What is known of the cameras' footage; undefined while that of any of them is not. */
type Known = readonly Footage[] | undefined;

/**
 * Goes to the moment that was pointed at. Where nothing was recorded it goes to the nearest footage instead, says so, and
 * offers the way back to the picture that was on screen.
 */
export function usePointing(footage: Known, seek: (at: number) => void) {
  const takeBack = useRef<(() => void) | undefined>(undefined);
  const latest = useRef(seek);
  useEffect(() => {
    latest.current = seek;
  });
  useEffect(() => () => takeBack.current?.(), []);

  const leapFrom = (moment: number): Leap | undefined => footage && leapOverGap(footage, moment);

  return {
    /** Where pointing at a moment leads. */
    target: (moment: number) => leapFrom(moment)?.at ?? moment,
    point: (moment: number) => {
      takeBack.current?.();
      const leap = leapFrom(moment);
      const { at, goingTo } = usePlayhead.getState();
      seek(leap?.at ?? moment);
      if (leap) takeBack.current = sayLeapt(leap, at ?? goingTo, (before) => latest.current(before));
    },
  };
}

/** `before` is where the viewer was; undefined where there was no picture to go back to. */
function sayLeapt({ at, gap }: Leap, before: number | undefined, undo: (before: number) => void) {
  const zone = currentZone();
  return offer(
    t('recordings.leapt', { from: formatTime(gap.from, zone), to: formatTime(gap.to, zone) }),
    t('recordings.leapt.text', { time: formatTime(at, zone) }),
    before === undefined ? undefined : { label: t('action.undo'), act: () => undo(before) },
  );
}
