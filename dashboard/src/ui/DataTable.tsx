import { type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './DataTable.module.css';
import { Skeleton } from './Skeleton.tsx';
import { useElementSize } from './use-element-size.ts';
import { useKeyboardScroll } from './use-keyboard-scroll.ts';
import { useTableRows } from './use-table-rows.ts';

export type Column<Row> = {
  readonly key: string;
  readonly head: ReactNode;
  /** A CSS width; columns without one share what is left. */
  readonly width?: string;
  readonly cell: (row: Row) => ReactNode;
};

type DataTableProps<Row> = {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  /** Undefined while the first rows are on their way. */
  readonly rows: readonly Row[] | undefined;
  readonly keyOf: (row: Row) => string;
  /** Marks the rows that are chosen. */
  readonly isSelected?: (row: Row) => boolean;
  /** The shown rows belong to what was asked before; new ones are on their way. */
  readonly stale?: boolean;
  /** What stands under the head when there are no rows. */
  readonly empty?: ReactNode;
  /** Few columns: the table fits where others would not. */
  readonly narrow?: boolean;
  /** What stands at the foot, such as a pager. */
  readonly foot?: ReactNode;
};

/** A table that has less room than this, in px, is folded; one of few columns gets along with less. */
const LEAST_ROOM = 860;
const LEAST_ROOM_OF_NARROW = 460;

/** A table in a panel of its own. Where the page is too narrow for it, each row becomes a block of named values. */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { label, columns, rows, keyOf, stale = false, narrow = false, empty, foot } = props;
  const scroller = useRef<HTMLElement>(null);
  useKeyboardScroll(scroller);
  const room = useElementSize(scroller, 'width', Number.POSITIVE_INFINITY);
  const folded = room < (narrow ? LEAST_ROOM_OF_NARROW : LEAST_ROOM);
  const keyAt = (index: number) => {
    const row = rows?.[index];
    return row === undefined ? String(index) : keyOf(row);
  };
  const shown = useTableRows({ scroller, count: rows?.length ?? 0, keyOf: keyAt });
  return (
    <div className={styles.panel}>
      <section ref={scroller} className={styles.scroll} aria-label={label}>
        <table
          className={cx(styles.table, stale && styles.stale, folded && styles.folded)}
          aria-label={label}
          aria-busy={rows === undefined || stale}
          aria-rowcount={rows && rows.length + 1}
        >
          <thead>
            <tr aria-rowindex={1}>
              {columns.map(({ key, head, width }) => (
                <th key={key} scope="col" style={width === undefined ? undefined : { inlineSize: width }}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          {rows ? <Rows {...props} rows={rows} shown={shown} /> : <SkeletonRows columns={columns} />}
        </table>
        {rows?.length === 0 && empty}
      </section>
      {foot && <div className={styles.foot}>{foot}</div>}
    </div>
  );
};

type RowsProps<Row> = Pick<DataTableProps<Row>, 'columns' | 'keyOf' | 'isSelected'> & {
  readonly rows: readonly Row[];
  readonly shown: ReturnType<typeof useTableRows>;
};

/** Of thousands of rows those in sight are in the page. */
function Rows<Row>({ columns, rows, keyOf, isSelected, shown }: RowsProps<Row>) {
  return (
    <tbody onFocus={shown.onFocus} onBlur={shown.onBlur}>
      {shown.rows.map((one) => {
        if (one.kind === 'gap') {
          return (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row without a tabindex takes no focus
            <tr key={`gap before ${one.before}`} aria-hidden="true" className={styles.gap}>
              <td colSpan={columns.length} style={{ blockSize: one.height }} />
            </tr>
          );
        }
        const row = rows[one.index];
        if (row === undefined) return null;
        return (
          <tr
            key={keyOf(row)}
            ref={shown.measure}
            data-index={one.index}
            aria-rowindex={one.index + 2}
            className={cx(isSelected?.(row) && styles.selected)}
          >
            {columns.map(({ key, head, cell }) => (
              <td key={key} data-head={typeof head === 'string' ? head : undefined}>
                {cell(row)}
              </td>
            ))}
          </tr>
        );
      })}
    </tbody>
  );
}

const SkeletonRows = <Row,>({ columns }: Pick<DataTableProps<Row>, 'columns'>) => (
  <tbody>
    {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((row, index) => (
      <tr key={row}>
        {columns.map(({ key }, column) => (
          <td key={key}>
            <Skeleton width={`${45 + (((index + column) * 17) % 40)}%`} />
          </td>
        ))}
      </tr>
    ))}
  </tbody>
);
