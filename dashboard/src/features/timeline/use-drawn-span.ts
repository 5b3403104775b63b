import { useEffect, useState } from 'react';
import { lengthOf, type Span } from '../../time/span.ts';

/** When the view has stood still for so long, in ms, exactly what it shows is drawn. */
const REST_MS = 200;

/** How much beside the view is drawn while panning, as a share of its length. */
const MARGIN = 0.5;

const holds = (drawn: Span, view: Span) => drawn.from <= view.from && drawn.to >= view.to;

const widened = (view: Span): Span => {
  const margin = lengthOf(view) * MARGIN;
  return { from: view.from - margin, to: view.to + margin };
};

/**
 * What to draw for a view: while it is panned, more than it shows, which then only has to be moved; while it is zoomed,
 * and at rest, what it shows.
 */
export function useDrawnSpan(view: Span): Span {
  const [{ drawn, seen }, set] = useState({ drawn: view, seen: view });
  const panned = lengthOf(seen) === lengthOf(view);

  let next = drawn;
  if (seen !== view) {
    if (!panned) next = view;
    else if (!holds(drawn, view)) next = widened(view);
    set({ drawn: next, seen: view });
  }

  useEffect(() => {
    if (next === view) return;
    const timer = setTimeout(() => set({ drawn: view, seen: view }), REST_MS);
    return () => clearTimeout(timer);
  }, [next, view]);

  return next;
}
