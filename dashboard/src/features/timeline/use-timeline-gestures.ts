import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { setGoingTo, usePlayhead } from '../../playback/playhead.store.ts';
import { lengthOf } from '../../time/span.ts';
import { type Edges, instantAt, snapped, type TimeScale, wheelFactor } from './geometry.ts';
import { panBy, selectSpan, useTimeline, zoomAt } from './timeline.store.ts';

/** A pointer that moved less than this, in px, has clicked; otherwise it has dragged. */
const CLICK_SLOP = 4;
/** A drag that begins this near to the playhead, in px, takes it along. */
const GRIP = 9;
/** A drag that begins above this, in px, marks a stretch: on the ruler. */
const RULER = 22;

type Drag = {
  readonly does: 'pan' | 'scrub' | 'select';
  readonly startX: number;
  readonly at: number;
  lastX: number;
  moved: boolean;
};

/** On the axis, in px. */
type Place = { readonly x: number; readonly y: number };

type Asked = {
  readonly onSeek: (at: number) => void;
  /** A pointer went down on `at`: likely to be sought in a moment. */
  readonly onPress: (at: number) => void;
  /** To whose edges dragging sticks. */
  readonly edges: Edges;
};

/**
 * Click seeks; drag pans, or takes the playhead along when it begins there, or marks a stretch when it begins on the
 * ruler or with Shift; two fingers and the wheel zoom at the pointer; Shift or a sideways wheel pans; hovering tells the
 * time. What is dragged sticks to the edges of sequences, unless Alt is held.
 */
export function useTimelineGestures(
  ref: RefObject<HTMLElement | null>,
  scale: TimeScale,
  { onSeek, onPress, edges }: Asked,
) {
  const drag = useRef<Drag | undefined>(undefined);
  const fingers = useRef(new Map<number, number>());
  const [hover, setHover] = useState<Place>();
  const [doing, setDoing] = useState<Drag['does']>();

  useWheel(ref, scale);

  const placeOf = (event: PointerEvent): Place => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const xOf = (event: PointerEvent) => placeOf(event).x;
  const msPerPx = () => lengthOf(useTimeline.getState().view) / (Number(scale.range()[1]) || 1);

  /** Where the pointer is, or the edge of a sequence beside it; the very place while Alt is held. */
  const aimedAt = (event: PointerEvent) => {
    const at = instantAt(scale, xOf(event));
    return event.altKey ? at : snapped(at, edges, scale);
  };

  const beginning = (event: PointerEvent): Drag['does'] => {
    if (event.shiftKey || placeOf(event).y < RULER) return 'select';
    const { at } = usePlayhead.getState();
    return at !== undefined && Math.abs(scale(at) - xOf(event)) <= GRIP ? 'scrub' : 'pan';
  };

  /** Two fingers: what lies between them stays between them. */
  const pinch = (id: number, x: number) => {
    const before = [...fingers.current.values()];
    fingers.current.set(id, x);
    const now = [...fingers.current.values()];
    const [a = 0, b = 0] = before;
    const [c = 0, d = 0] = now;
    panBy(((a + b) / 2 - (c + d) / 2) * msPerPx());
    const [was, is] = [Math.abs(a - b), Math.abs(c - d)];
    if (was > 0 && is > 0) zoomAt(is / was, instantAt(scale, (c + d) / 2));
  };

  const move = (held: Drag, event: PointerEvent<HTMLElement>) => {
    if (!held.moved && Math.abs(event.clientX - held.startX) < CLICK_SLOP) return;
    held.moved = true;
    setDoing(held.does);
    const at = aimedAt(event);
    if (held.does === 'pan') panBy((held.lastX - event.clientX) * msPerPx());
    else if (held.does === 'select') selectSpan(held.at, at);
    else setGoingTo(at);
    held.lastX = event.clientX;
  };

  const release = () => {
    const held = drag.current;
    drag.current = undefined;
    setDoing(undefined);
    return held;
  };

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, xOf(event));
      if (fingers.current.size > 1) {
        release();
        return;
      }
      const does = beginning(event);
      const at = does === 'select' ? aimedAt(event) : instantAt(scale, xOf(event));
      drag.current = { does, startX: event.clientX, at, lastX: event.clientX, moved: false };
      if (does === 'pan') onPress(at);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      setHover(placeOf(event));
      if (fingers.current.size > 1 && fingers.current.has(event.pointerId)) {
        pinch(event.pointerId, xOf(event));
      } else if (drag.current) move(drag.current, event);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      const held = release();
      if (held && !held.moved) onSeek(held.at);
      else if (held?.does === 'scrub') onSeek(aimedAt(event));
    },
    onPointerCancel: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      if (release()?.does === 'scrub') setGoingTo(undefined);
    },
    onPointerLeave: () => setHover(undefined),
  };

  return { handlers, hover: doing === 'pan' ? undefined : hover, doing };
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
