import { useEffect, useState } from 'react';
import { usePlayhead } from '../../playback/playhead.store.ts';
import { lengthOf } from '../../time/span.ts';
import { panBy, useTimeline } from './timeline.store.ts';

/** Where the pointer was, in px, and when, in ms. */
type Step = { readonly x: number; readonly time: number };

/** Only what the pointer did in the last ms before it was lifted counts: who rests before that throws nothing. */
const THROW_MS = 80;
/** What was seen for less than this, in ms, tells no speed. */
const SHORTEST_MS = 10;
/** A slower throw, in px a ms, is a drag that ended; a faster one goes no faster than this. */
const LEAST_SPEED = 0.2;
const MOST_SPEED = 6;
/** In so many ms the speed falls to about a third. */
const SLOWING_MS = 320;
/** Below this, in px a ms, it stands still. */
const STILL = 0.02;
/** A tab that slept for longer than this, in ms, does not leap. */
const LONGEST_FRAME_MS = 100;

/** How fast the pointer moved when it was lifted at `time`, in px a ms; 0 where it threw nothing. */
export function throwSpeed(steps: readonly Step[], time: number): number {
  const late = steps.filter((step) => time - step.time <= THROW_MS);
  const [first, last] = [late.at(0), late.at(-1)];
  if (!first || !last || last.time - first.time < SHORTEST_MS) return 0;
  const speed = (last.x - first.x) / (time - first.time);
  return Math.abs(speed) < LEAST_SPEED ? 0 : Math.max(-MOST_SPEED, Math.min(MOST_SPEED, speed));
}

const stoppers = ['pointerdown', 'wheel', 'keydown'] as const;

function glide() {
  let frame: number | undefined;
  let speed = 0;
  let width = 1;
  let last = 0;
  let panning = false;
  let forget: () => void = () => undefined;

  const stop = () => {
    if (frame === undefined) return;
    cancelAnimationFrame(frame);
    frame = undefined;
    forget();
  };

  const step = (time: number) => {
    const passed = Math.min(Math.max(time - last, 0), LONGEST_FRAME_MS);
    last = time;
    const left = Math.exp(-passed / SLOWING_MS);
    panning = true;
    panBy((speed * SLOWING_MS * (1 - left) * lengthOf(useTimeline.getState().view)) / width);
    panning = false;
    speed *= left;
    if (Math.abs(speed) < STILL) stop();
    else if (frame !== undefined) frame = requestAnimationFrame(step);
  };

  /** Whatever else moves the view, or seeks, has the last word. */
  const giveWay = () => {
    const unwatch = [
      useTimeline.subscribe(({ view }, before) => view !== before.view && !panning && stop()),
      usePlayhead.subscribe(
        ({ goingTo }, before) => goingTo !== undefined && goingTo !== before.goingTo && stop(),
      ),
    ];
    for (const type of stoppers) document.addEventListener(type, stop, { capture: true, passive: true });
    return () => {
      for (const leave of unwatch) leave();
      for (const type of stoppers) document.removeEventListener(type, stop, { capture: true });
    };
  };

  /** Goes on at `pxPerMs` along the axis, towards later above 0, and slows down; not for who wants no motion. */
  const start = (pxPerMs: number, axis: number) => {
    stop();
    if (pxPerMs === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    [speed, width, last] = [pxPerMs, axis, performance.now()];
    forget = giveWay();
    frame = requestAnimationFrame(step);
  };

  return { start, stop };
}

/** Lets the view glide on when it was thrown. */
export function useGlide() {
  const [gliding] = useState(glide);
  useEffect(() => gliding.stop, [gliding]);
  return gliding;
}
