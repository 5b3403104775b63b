import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type FocusEvent, type RefObject, useState } from 'react';
import { withRow } from './use-virtual-rows.ts';

/** The height of a row in CSS px until it has been seen: that of `--row`. */
const ROW = 36;
/** So many rows before and after those in sight are in the page too: who scrolls fast sees no empty stretch. */
const OVERSCAN = 20;

/** What is taken to be in sight until the table is laid out. */
const FIRST_LOOK = { width: 1440, height: 900 };

/** A row that is in the page, or the height of the rows that are not. */
export type TableRow =
  | { readonly kind: 'row'; readonly index: number }
  | { readonly kind: 'gap'; readonly before: number; readonly height: number };

type TableRows = {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly count: number;
  readonly keyOf: (index: number) => string;
};

/**
 * The rows of a table that are in the page: those in sight, those near, and the one that has the focus. They may differ
 * in height; each is measured by `measure` once it is drawn, by its `data-index`.
 */
export function useTableRows({ scroller, count, keyOf }: TableRows) {
  const [focused, setFocused] = useState<number>();
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    measureElement: (row) => row.getBoundingClientRect().height || ROW,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    initialRect: FIRST_LOOK,
    rangeExtractor: (range) => withRow(range, focused),
  });
  return {
    rows: withGaps(virtual.getVirtualItems(), virtual.getTotalSize()),
    measure: virtual.measureElement,
    onFocus: ({ target }: FocusEvent<HTMLElement>) => {
      const index = target.closest('tr')?.dataset.index;
      setFocused(index === undefined ? undefined : Number(index));
    },
    onBlur: () => setFocused(undefined),
  };
}

function withGaps(items: readonly VirtualItem[], total: number): TableRow[] {
  const rows: TableRow[] = [];
  let end = 0;
  for (const { index, start, size } of items) {
    if (start > end) rows.push({ kind: 'gap', before: index, height: start - end });
    rows.push({ kind: 'row', index });
    end = start + size;
  }
  if (total > end && items.length > 0) rows.push({ kind: 'gap', before: Infinity, height: total - end });
  return rows;
}
