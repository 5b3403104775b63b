import { type PointerEvent, useRef } from 'react';

/** Two taps within this, in ms, are meant as one. */
const DOUBLE_MS = 400;

type Direction = 1 | -1;

/** Which way a tap means: the left third back, the right third on, in every language; the middle neither. */
function directionOf({ currentTarget, clientX }: PointerEvent<HTMLElement>): Direction | undefined {
  const { left, width } = currentTarget.getBoundingClientRect();
  const share = (clientX - left) / width;
  if (share < 1 / 3) return -1;
  return share > 2 / 3 ? 1 : undefined;
}

const isOnButton = ({ target }: PointerEvent) =>
  target instanceof Element && target.closest('button, a') !== null;

/** For a picture: a finger that taps twice on one of its sides goes that way; each further tap goes on. */
export function useDoubleTap(go: (direction: Direction) => void) {
  const last = useRef<{ readonly direction: Direction; readonly time: number }>(undefined);
  return (event: PointerEvent<HTMLElement>): void => {
    if (event.pointerType !== 'touch' || isOnButton(event)) return;
    const direction = directionOf(event);
    const before = last.current;
    last.current = direction && { direction, time: event.timeStamp };
    if (!direction || before?.direction !== direction) return;
    if (event.timeStamp - before.time < DOUBLE_MS) go(direction);
  };
}
