import type { Camera } from '@playhead/contracts';
import { type ReactNode, useEffect, useRef } from 'react';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import styles from './CameraRows.module.css';
import type { Row } from './camera-rows.ts';
import { SidebarRow } from './SidebarRow.tsx';
import { useRovingRows } from './use-roving-rows.ts';

/** The height of a row in CSS px until it is measured: that of `--row`. */
const ROW = 36;

type CameraRowsProps = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly selectedId: string | undefined;
  /** What the rows answer. When it changes, the selected camera comes into sight, or else the first row. */
  readonly asked: string;
  /** The same function at every drawing, or every line is drawn anew. */
  readonly indicator: (camera: Camera) => ReactNode;
};

/** Ten thousand lines, of which those in sight are in the page, and the one that the Tab key comes to. */
export function CameraRows({ label, rows, selectedId, asked, indicator }: CameraRowsProps) {
  const { current, selected, stand, onKeyDown, focusWanted } = useRovingRows(rows, selectedId);
  const { scroller, probe, virtual } = useVirtualRows<HTMLElement>({
    count: rows.length,
    keyOf: (index) => rows[index]?.key ?? String(index),
    height: ROW,
    kept: current,
  });

  const shown = useRef<string>(undefined);
  useEffect(() => {
    const wanted = `${selectedId} ${asked}`;
    if (shown.current === wanted) return;
    shown.current = wanted;
    virtual.scrollToIndex(selected ?? 0);
  }, [selected, selectedId, asked, virtual]);

  useEffect(() => {
    if (!focusWanted.current) return;
    focusWanted.current = false;
    virtual.scrollToIndex(current);
    scroller.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  return (
    <nav ref={scroller} className={styles.scroller} aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
      <div ref={probe} className={styles.probe} />
      <ul className={styles.rows} style={{ blockSize: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <SidebarRow
                key={key}
                row={row}
                index={index}
                count={rows.length}
                top={start}
                selected={index === selected}
                current={index === current}
                indicator={indicator}
                onStand={stand}
              />
            )
          );
        })}
      </ul>
    </nav>
  );
}
