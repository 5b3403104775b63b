import { useMemo, useRef } from 'react';
import { lengthOf } from '../../time/span.ts';
import { useNow } from '../../time/use-now.ts';
import { useElementSize } from '../../ui/use-element-size.ts';
import { type Edges, timeScale } from './geometry.ts';
import { useTimeline } from './timeline.store.ts';
import { useDrawnSpan } from './use-drawn-span.ts';
import { useTimelineGestures } from './use-timeline-gestures.ts';

type Asked = {
  readonly onSeek: (at: number) => void;
  /** A pointer went down on `at`: likely to be sought in a moment. */
  readonly onPress: (at: number) => void;
  /** To whose edges dragging sticks. */
  readonly edges: Edges;
};

/**
 * A time axis in the element at `ref`: how wide it is, where an instant of the view lies on it, and what is done to it.
 * `drawn` is what to draw, moved by `shift`; it changes less often than the view.
 */
export function useAxis(asked: Asked) {
  const ref = useRef<HTMLDivElement>(null);
  const width = useElementSize(ref, 'width', 1000);
  const view = useTimeline((state) => state.view);
  const now = useNow(1000);
  const scale = useMemo(() => timeScale(view, width), [view, width]);
  const drawn = useDrawnSpan(view);
  const drawnWidth = (width * lengthOf(drawn)) / Math.max(lengthOf(view), 1);
  const drawnScale = useMemo(() => timeScale(drawn, drawnWidth), [drawn, drawnWidth]);
  const shift = { transform: `translateX(${scale(drawn.from)}px)` };
  const { hover, ...gestures } = useTimelineGestures(ref, scale, asked);
  return { ref, width, view, now, scale, drawn, drawnScale, shift, hover, gestures };
}
