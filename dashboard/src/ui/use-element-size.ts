import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width or height of an element's content box in CSS px, followed as it changes; `fallback` until it is laid out. */
export function useElementSize(
  ref: RefObject<Element | null>,
  side: 'width' | 'height',
  fallback: number,
): number {
  const [size, setSize] = useState(fallback);

  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const measured = element.getBoundingClientRect()[side];
    if (measured > 0) setSize(measured);
    const observer = new ResizeObserver(([entry]) => {
      if (entry && entry.contentRect[side] > 0) setSize(entry.contentRect[side]);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, side]);

  return size;
}
