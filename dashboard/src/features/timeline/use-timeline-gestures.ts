import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { lengthOf } from '../../time/span.ts';
import { instantAt, type TimeScale, wheelFactor } from './geometry.ts';
import { panBy, useTimeline, zoomAt } from './timeline.store.ts';

/** A pointer that moved less than this, in px, has clicked; otherwise it has dragged. */
const CLICK_SLOP = 4;

type Drag = { readonly startX: number; readonly at: number; lastX: number; moved: boolean };

/** Click seeks, drag pans, the wheel zooms at the pointer, Shift or a sideways wheel pans, hovering tells the time. */
export function useTimelineGestures(
  ref: RefObject<HTMLElement | null>,
  scale: TimeScale,
  onSeek: (at: number) => void,
  onPress: (at: number) => void,
) {
  const drag = useRef<Drag | undefined>(undefined);
  const [hoverX, setHoverX] = useState<number>();
  const [panning, setPanning] = useState(false);

  useWheel(ref, scale);

  const xOf = (event: PointerEvent) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const msPerPx = () => lengthOf(useTimeline.getState().view) / (Number(scale.range()[1]) || 1);

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const at = instantAt(scale, xOf(event));
      drag.current = { startX: event.clientX, at, lastX: event.clientX, moved: false };
      onPress(at);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      setHoverX(xOf(event));
      const held = drag.current;
      if (!held) return;
      if (!held.moved && Math.abs(event.clientX - held.startX) < CLICK_SLOP) return;
      held.moved = true;
      setPanning(true);
      panBy((held.lastX - event.clientX) * msPerPx());
      held.lastX = event.clientX;
    },
    onPointerUp: () => {
      const held = drag.current;
      drag.current = undefined;
      setPanning(false);
      if (held && !held.moved) onSeek(held.at);
    },
    onPointerCancel: () => {
      drag.current = undefined;
      setPanning(false);
    },
    onPointerLeave: () => setHoverX(undefined),
  };

  return { handlers, hoverX: panning ? undefined : hoverX, panning };
}

/** React listens to the wheel passively; the page would scroll under the zoom. */
function useWheel(ref: RefObject<HTMLElement | null>, scale: TimeScale): void {
  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { view } = useTimeline.getState();
      const width = Number(scale.range()[1]) || 1;
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (sideways || event.shiftKey) {
        panBy(((sideways ? event.deltaX : event.deltaY) * lengthOf(view)) / width);
      } else {
        const x = event.clientX - element.getBoundingClientRect().left;
        zoomAt(wheelFactor(event.deltaY), instantAt(scale, x));
      }
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [ref, scale]);
}
