import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Mark } from './marks.ts';
import { reveal } from './timeline.store.ts';

/** Where a key leads from mark `at` of `count`; undefined for keys that lead nowhere. Right is later in every language. */
function target(key: string, at: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return Math.min(at + 1, count - 1);
    case 'ArrowLeft':
      return Math.max(at - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}

/**
 * One stop of the Tab key for all marks; arrows, Home and End go from mark to mark, also to those that are out of sight.
 * `shown` are those of `marks` that are drawn.
 */
export function useRovingMarks(marks: readonly Mark[], shown: readonly Mark[]) {
  const lane = useRef<HTMLDivElement>(null);
  const [standing, stand] = useState<string>();
  const focusWanted = useRef(false);
  const current = shown.some(({ key }) => key === standing) ? standing : shown[0]?.key;

  useEffect(() => {
    if (!focusWanted.current) return;
    const buttons = [...(lane.current?.querySelectorAll('button') ?? [])];
    const button = buttons.find(({ dataset }) => dataset.key === standing);
    if (!button) return;
    focusWanted.current = false;
    button.focus();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const at = marks.findIndex(({ key }) => key === current);
    const mark = marks[target(event.key, at, marks.length) ?? Number.NaN];
    if (!mark) return;
    event.preventDefault();
    focusWanted.current = true;
    stand(mark.key);
    reveal(mark.from);
  };

  return { lane, current, stand, onKeyDown };
}
