import { type RefObject, useEffect } from 'react';
import { lengthOf } from '../../time/span.ts';
import { instantAt, type TimeScale, wheelFactor } from './geometry.ts';
import { panBy, useTimeline, zoomAt } from './timeline.store.ts';

/** The wheel zooms at the pointer; sideways, or with Shift, it pans. */
export function useWheel(ref: RefObject<HTMLElement | null>, scale: TimeScale): void {
  // React listens to the wheel passively; the page would scroll under the zoom.
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
