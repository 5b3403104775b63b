import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useElementSize } from './use-element-size.ts';

const OVERSCAN = 8;

type VirtualRows = {
  readonly count: number;
  readonly keyOf: (index: number) => string;
  /** The height of a row in CSS px until `probe` is laid out. */
  readonly height: number;
  /** A row that is in the page though it may be out of sight, such as the one with the focus. */
  readonly kept?: number | undefined;
};

/**
 * The rows of a long list that are in sight, all of one height: that of the element at `probe`, which follows the density.
 * `scroller` is the element that scrolls.
 */
export function useVirtualRows<Scroller extends HTMLElement>({ count, keyOf, height, kept }: VirtualRows) {
  const scroller = useRef<Scroller>(null);
  const probe = useRef<HTMLDivElement>(null);
  const rowHeight = useElementSize(probe, 'height', height);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: OVERSCAN,
    rangeExtractor: (range) => withRow(range, kept),
  });

  const measured = useRef(rowHeight);
  useEffect(() => {
    if (measured.current === rowHeight) return;
    measured.current = rowHeight;
    virtual.measure();
  }, [rowHeight, virtual]);

  return { scroller, probe, virtual };
}

/** The rows in sight, and one besides. */
export function withRow(range: Range, row: number | undefined): number[] {
  const inSight = defaultRangeExtractor(range);
  if (row === undefined || row >= range.count || inSight.includes(row)) return inSight;
  return [...inSight, row].toSorted((a, b) => a - b);
}
