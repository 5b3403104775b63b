import { type RefObject, useEffect } from 'react';

/** Lets the keyboard reach a region that scrolls, so that its arrows scroll it; one that shows everything is no stop. */
export function useKeyboardScroll(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const region = ref.current;
    if (!region) return;
    const look = () => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = region;
      if (scrollWidth > clientWidth || scrollHeight > clientHeight) region.tabIndex = 0;
      else region.removeAttribute('tabindex');
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(region);
    for (const child of region.children) observer.observe(child);
    return () => observer.disconnect();
  }, [ref]);
}
