import { useEffect, useRef } from 'react';
import { type Footage, isKnownAt } from '../../features/recordings/footage.ts';
import { type Leap, leapOverGap } from '../../features/recordings/leap-over-gap.ts';
import { t } from '../../i18n/t.ts';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { formatTime } from '../../time/format.ts';
import { currentZone } from '../../time/zone.ts';
import { offer } from '../../ui/toasts.ts';

/** What is known of the cameras' footage; undefined while that of any of them is not. */
type Known = readonly Footage[] | undefined;

type Ways = {
  readonly seek: (at: number) => void;
  /** From there the browser's Back leads here again. */
  readonly leap: (at: number) => void;
  /** What was recorded around a moment that the timeline does not show; undefined where it can't be had. */
  readonly lookAround: (moment: number) => Promise<Known>;
};

/**
 * Goes to a moment that was pointed at, chosen or marked. Where nothing was recorded it goes to the nearest footage instead,
 * says so, and offers the way back to the picture that was on screen.
 */
export function usePointing(footage: Known, ways: Ways) {
  const takeBack = useRef<(() => void) | undefined>(undefined);
  const latest = useRef(ways.seek);
  const turn = useRef(0);
  useEffect(() => {
    latest.current = ways.seek;
  });
  useEffect(
    () => () => {
      turn.current += 1;
      takeBack.current?.();
    },
    [],
  );

  const leapFrom = (moment: number): Leap | undefined => footage && leapOverGap(footage, moment);

  const go = (moment: number, leap: Leap | undefined, by: (at: number) => void) => {
    takeBack.current?.();
    const { at, goingTo } = usePlayhead.getState();
    by(leap?.at ?? moment);
    if (leap) takeBack.current = sayLeapt(leap, at ?? goingTo, (before) => latest.current(before));
  };

  return {
    /** Where pointing at a moment leads. */
    target: (moment: number) => leapFrom(moment)?.at ?? moment,
    point: (moment: number) => {
      turn.current += 1;
      go(moment, leapFrom(moment), ways.seek);
    },
    /** To a moment that may be far from what the timeline shows. */
    visit: async (moment: number) => {
      turn.current += 1;
      const mine = turn.current;
      const isKnown = footage?.every((one) => isKnownAt(one, moment)) ?? false;
      const around = isKnown ? footage : await ways.lookAround(moment);
      if (mine === turn.current) go(moment, around && leapOverGap(around, moment), ways.leap);
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
