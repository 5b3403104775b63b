import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { scrubTo, setGoingTo, usePlayhead } from '../../playback/playhead.store.ts';
import { lengthOf } from '../../time/span.ts';
import { aimedAt } from './aim.ts';
import { CLICK_SLOP, isSecond } from './click.ts';
import { type Edges, instantAt, type TimeScale } from './geometry.ts';
import { panBy, selectSpan, useTimeline, zoomAt } from './timeline.store.ts';
import { useEdgePan } from './use-edge-pan.ts';
import { throwSpeed, useGlide } from './use-glide.ts';
import { useWheel } from './use-wheel.ts';

/** A drag that begins this near to the playhead, in px, takes it along; a finger needs more room. */
const GRIP = { fine: 18, finger: 22 } as const;
/** A drag that begins above this, in px, marks a stretch: on the ruler. */
const RULER = 22;
/** A finger that rests for so long, in ms, asks what there is. */
const LONG_PRESS_MS = 500;
/** So much closer, or further away, a double click looks. */
const DOUBLE_ZOOM = 4;

type Drag = {
  does: 'pan' | 'scrub' | 'select' | 'look';
  readonly startX: number;
  readonly at: number;
  lastX: number;
  moved: boolean;
  /** Where it went, and when. */
  readonly steps: { readonly x: number; readonly time: number }[];
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

const placeOf = (event: PointerEvent): Place => {
  const { left, top } = event.currentTarget.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
};
const xOf = (event: PointerEvent) => placeOf(event).x;
const isFinger = ({ pointerType }: PointerEvent) => pointerType === 'touch';

/**
 * Click seeks, and a double click zooms in, with Alt out; drag pans, and glides on when it is thrown, or takes the playhead along when it begins there, or
 * marks a stretch when it begins on the ruler or with Shift; two fingers and the wheel zoom at the pointer; Shift or a
 * sideways wheel pans; hovering tells the time, and so does a finger that rests. What is dragged sticks to the edges of
 * sequences, unless Alt is held, and takes the view along near an end of the axis.
 */
export function useTimelineGestures(
  ref: RefObject<HTMLElement | null>,
  scale: TimeScale,
  { onSeek, onPress, edges }: Asked,
) {
  const drag = useRef<Drag | undefined>(undefined);
  const fingers = useRef(new Map<number, number>());
  const clicked = useRef<(Place & { readonly time: number }) | undefined>(undefined);
  const resting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const edgePan = useEdgePan();
  const glide = useGlide();
  const [hover, setHover] = useState<Place>();
  const [doing, setDoing] = useState<Drag['does']>();

  useWheel(ref, scale);
  useEffect(() => () => clearTimeout(resting.current), []);

  const width = Number(scale.range()[1]) || 1;
  const msPerPx = () => lengthOf(useTimeline.getState().view) / width;

  /** What the pointer is over, or the edge of a sequence beside it; the very place while Alt is held. */
  const aimOf = (event: PointerEvent) => ({ x: xOf(event), width, edges, exactly: event.altKey });

  const beginning = (event: PointerEvent): Drag['does'] => {
    if (event.shiftKey || placeOf(event).y < RULER) return 'select';
    const { at } = usePlayhead.getState();
    const grip = isFinger(event) ? GRIP.finger : GRIP.fine;
    return at !== undefined && Math.abs(scale(at) - xOf(event)) <= grip ? 'scrub' : 'pan';
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
    clearTimeout(resting.current);
    held.moved = true;
    setDoing(held.does);
    if (held.does === 'pan') {
      panBy((held.lastX - event.clientX) * msPerPx());
      held.steps.push({ x: event.clientX, time: event.timeStamp });
    } else if (held.does !== 'look') {
      const aim = aimOf(event);
      const again = () => {
        const at = aimedAt(aim);
        if (held.does === 'select') selectSpan(held.at, at);
        else scrubTo(at);
      };
      edgePan.drag({ ...aim, again });
    }
    held.lastX = event.clientX;
  };

  const release = () => {
    const held = drag.current;
    drag.current = undefined;
    clearTimeout(resting.current);
    edgePan.stop();
    setDoing(undefined);
    return held;
  };

  /** What was dragged stays where it was. */
  const abandon = () => {
    if (release()?.does === 'scrub') setGoingTo(undefined);
  };

  /** A finger that rests has not clicked and drags nothing: it looks. */
  const awaitRest = (held: Drag, place: Place) => {
    resting.current = setTimeout(() => {
      held.does = 'look';
      held.moved = true;
      setDoing('look');
      setHover(place);
    }, LONG_PRESS_MS);
  };

  const click = (held: Drag, event: PointerEvent) => {
    const now = { ...placeOf(event), time: event.timeStamp };
    const second = isSecond(now, clicked.current);
    clicked.current = second ? undefined : now;
    if (second) zoomAt(event.altKey ? 1 / DOUBLE_ZOOM : DOUBLE_ZOOM, held.at);
    else onSeek(held.at);
  };

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, xOf(event));
      if (fingers.current.size > 1) {
        abandon();
        return;
      }
      const does = beginning(event);
      const at = does === 'select' ? aimedAt(aimOf(event)) : instantAt(scale, xOf(event));
      const held: Drag = { does, startX: event.clientX, at, lastX: event.clientX, moved: false, steps: [] };
      drag.current = held;
      if (does === 'pan') onPress(at);
      if (isFinger(event)) awaitRest(held, placeOf(event));
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const held = drag.current;
      if (fingers.current.size > 1 && fingers.current.has(event.pointerId)) {
        pinch(event.pointerId, xOf(event));
      } else if (held) move(held, event);
      if (!isFinger(event) || held?.moved) setHover(placeOf(event));
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      const held = release();
      if (isFinger(event)) setHover(undefined);
      if (held && !held.moved) click(held, event);
      else if (held?.does === 'pan') glide.start(-throwSpeed(held.steps, event.timeStamp), width);
      else if (held?.does === 'scrub') {
        setGoingTo(undefined); // there may be nowhere to go from there
        onSeek(aimedAt(aimOf(event)));
      }
    },
    onPointerCancel: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      setHover(undefined);
      abandon();
    },
    onPointerLeave: () => setHover(undefined),
  };

  return { handlers, hover: doing === 'pan' ? undefined : hover, doing };
}
