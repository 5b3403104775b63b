import { useEffect } from 'react';
import { t } from '../../i18n/t.ts';
import { useVirtualRows } from '../../ui/use-virtual-rows.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import type { Draft } from './drafts.ts';
import { ReviewRow } from './ReviewRow.tsx';
import styles from './ReviewTable.module.css';
import type { DraftedCamera } from './use-drafts.ts';

const ROW = 40;

const columns = ['name', 'nameAr', 'source', 'latitude', 'longitude', 'address', 'leaveOut'] as const;

type ReviewTableProps = {
  readonly rows: readonly DraftedCamera[];
  /** The device whose row comes into sight, for it needs a correction. */
  readonly firstFault: string | undefined;
  /** What is wrong is marked. */
  readonly marked: boolean;
  readonly onEdit: (id: string, change: Partial<Draft>) => void;
  readonly onLeaveOut: (id: string) => void;
};

/** Thousands of cameras to type in, of which the rows in sight are in the page. */
export function ReviewTable({ rows, firstFault, marked, onEdit, onLeaveOut }: ReviewTableProps) {
  const { scroller, probe, virtual } = useVirtualRows<HTMLDivElement>({
    count: rows.length,
    keyOf: (index) => rows[index]?.camera.id ?? String(index),
    height: ROW,
  });
  const faultAt = rows.findIndex(({ camera }) => camera.id === firstFault);
  useEffect(() => {
    if (faultAt >= 0) virtual.scrollToIndex(faultAt, { align: 'center' });
  }, [faultAt, virtual]);

  const inSight = virtual.getVirtualItems();
  const outOfSight = {
    marginBlockStart: inSight[0]?.start ?? 0,
    marginBlockEnd: virtual.getTotalSize() - (inSight.at(-1)?.end ?? 0),
  };
  return (
    <div className={styles.panel}>
      <div ref={scroller} className={styles.scroll}>
        <div ref={probe} className={styles.probe} />
        <table
          className={styles.table}
          style={outOfSight}
          aria-label={t('review.table')}
          aria-rowcount={rows.length + 1}
        >
          <thead>
            <tr aria-rowindex={1}>
              {columns.map((column) => (
                <th key={column} scope="col" className={styles[column]}>
                  {column === 'leaveOut' ? (
                    <VisuallyHidden>{t('review.column.leaveOut')}</VisuallyHidden>
                  ) : (
                    t(`review.column.${column}`)
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {inSight.map(({ index, key }) => {
              const row = rows[index];
              return (
                row && (
                  <ReviewRow
                    key={key}
                    {...row}
                    index={index}
                    marked={marked}
                    onEdit={onEdit}
                    onLeaveOut={onLeaveOut}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}
