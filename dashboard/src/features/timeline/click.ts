/** A pointer that moved less than this, in px, has clicked; otherwise it has dragged. */
export const CLICK_SLOP = 4;

/** Two clicks within this, in ms, and within this distance of each other, in px, are a double click. */
const DOUBLE_MS = 400;
const DOUBLE_PX = 12;

type Click = { readonly x: number; readonly y: number; readonly time: number };

/**
 * Whether a click is the second of a double click. The first counts as a click all the same: waiting for a second would
 * make each seek late.
 */
export const isSecond = (click: Click, before: Click | undefined): boolean =>
  before !== undefined &&
  click.time - before.time < DOUBLE_MS &&
  Math.hypot(click.x - before.x, click.y - before.y) < DOUBLE_PX;
