import { useEffect, useState } from 'react';
import { lengthOf } from '../../time/span.ts';
import { panBy, useTimeline } from './timeline.store.ts';

/** What is dragged within this of an end of the axis, in px, takes the view along. */
const EDGE_PX = 32;
/** At the very end the view moves by this share of itself in a second; slower further inside. */
const VIEWS_A_SECOND = 0.8;
/** A tab that slept for longer than this, in ms, does not leap. */
const LONGEST_FRAME_MS = 100;

type Held = {
  /** On the axis, and how wide that is, in px. */
  readonly x: number;
  readonly width: number;
  /** Does to what is dragged what a move of the pointer does, in the view as it is by then: at once, and as that moves. */
  readonly again: () => void;
};

/** How hard what is held pushes: from -1 at the start of the axis, or before it, to 1 at its end. */
function push({ x, width }: Held): number {
  if (x < EDGE_PX) return Math.max((x - EDGE_PX) / EDGE_PX, -1);
  return Math.min(Math.max((x - width + EDGE_PX) / EDGE_PX, 0), 1);
}

function edgePan() {
  let frame: number | undefined;
  let held: Held | undefined;
  let last = 0;

  const step = (time: number) => {
    if (!held) return;
    const passed = Math.min(Math.max(time - last, 0), LONGEST_FRAME_MS);
    last = time;
    panBy((push(held) * VIEWS_A_SECOND * passed * lengthOf(useTimeline.getState().view)) / 1000);
    held.again();
    frame = requestAnimationFrame(step);
  };

  const stop = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    frame = undefined;
    held = undefined;
  };

  const drag = (now: Held) => {
    now.again();
    if (push(now) === 0) return stop();
    held = now;
    if (frame !== undefined) return;
    last = performance.now();
    frame = requestAnimationFrame(step);
  };

  return { drag, stop };
}

/** Lets the view go on by itself while something is dragged near an end of the axis. */
export function useEdgePan() {
  const [pan] = useState(edgePan);
  useEffect(() => pan.stop, [pan]);
  return pan;
}
