import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { currentLanguage } from '../../i18n/language.ts';
import { openGroup } from './camera-list.store.ts';
import type { Row } from './camera-rows.ts';

const PAGE = 10;

/** Where a key leads from row `at`; undefined for keys that lead nowhere. */
function target(key: string, at: number, rows: readonly Row[]): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return at + 1;
    case 'ArrowUp':
      return at - 1;
    case 'PageDown':
      return at + PAGE;
    case 'PageUp':
      return at - PAGE;
    case 'Home':
      return 0;
    case 'End':
      return rows.length - 1;
    default:
      return undefined;
  }
}

/** The arrow keys that open and close groups, as they point on the page. */
const sideways = () =>
  currentLanguage().direction === 'rtl'
    ? { open: 'ArrowLeft', close: 'ArrowRight' }
    : { open: 'ArrowRight', close: 'ArrowLeft' };

/**
 * One stop of the Tab key for all rows; arrows, Home, End and the page keys go from row to row, and sideways they open a
 * group, close it, or lead from a camera to its group.
 */
export function useRovingRows(rows: readonly Row[], selectedId: string | undefined) {
  const [standing, stand] = useState<string>();
  const focusWanted = useRef(false);
  const places = useMemo(() => new Map(rows.map(({ key }, index) => [key, index])), [rows]);
  const selected = places.get(selectedId ?? '');
  const current = places.get(standing ?? '') ?? selected ?? 0;

  const goTo = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (row === undefined || row.key === rows[current]?.key) return;
    focusWanted.current = true;
    stand(row.key);
  };

  const turn = (key: string): boolean => {
    const row = rows[current];
    const { open, close } = sideways();
    if (row === undefined || (key !== open && key !== close)) return false;
    if (row.kind === 'group') openGroup(row.key, key === open);
    else if (key === close)
      goTo(rows.findLastIndex(({ kind }, index) => kind === 'group' && index < current));
    return true;
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const index = target(event.key, current, rows);
    if (index !== undefined) goTo(index);
    else if (!turn(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  return { current, selected, stand, onKeyDown, focusWanted };
}
