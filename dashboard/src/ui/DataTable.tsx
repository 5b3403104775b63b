import { type ReactNode, useRef } from 'react';
import { cx } from './cx.ts';
import styles from './DataTable.module.css';
import { Skeleton } from './Skeleton.tsx';
import { useKeyboardScroll } from './use-keyboard-scroll.ts';

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
  /** Few columns: the table fits where others would scroll sideways. */
  readonly narrow?: boolean;
  /** What stands at the foot, such as a pager. */
  readonly foot?: ReactNode;
};

/** A table in a panel of its own. Where the page is too narrow for it, each row becomes a block of named values. */
export const DataTable = <Row,>(props: DataTableProps<Row>) => {
  const { label, columns, rows, keyOf, isSelected, stale = false, narrow = false, empty, foot } = props;
  const scroller = useRef<HTMLElement>(null);
  useKeyboardScroll(scroller);
  return (
    <div className={styles.panel}>
      <section ref={scroller} className={styles.scroll} aria-label={label}>
        <table
          className={cx(styles.table, stale && styles.stale, narrow ? styles.narrow : styles.folding)}
          aria-label={label}
          aria-busy={rows === undefined || stale}
        >
          <thead>
            <tr>
              {columns.map(({ key, head, width }) => (
                <th key={key} scope="col" style={width === undefined ? undefined : { inlineSize: width }}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows?.map((row) => (
              <tr key={keyOf(row)} className={cx(isSelected?.(row) && styles.selected)}>
                {columns.map(({ key, head, cell }) => (
                  <td key={key} data-head={typeof head === 'string' ? head : undefined}>
                    {cell(row)}
                  </td>
                ))}
              </tr>
            )) ?? <SkeletonRows columns={columns} />}
          </tbody>
        </table>
        {rows?.length === 0 && empty}
      </section>
      {foot && <div className={styles.foot}>{foot}</div>}
    </div>
  );
};

const SkeletonRows = <Row,>({ columns }: Pick<DataTableProps<Row>, 'columns'>) =>
  ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((row, index) => (
    <tr key={row}>
      {columns.map(({ key }, column) => (
        <td key={key}>
          <Skeleton width={`${45 + (((index + column) * 17) % 40)}%`} />
        </td>
      ))}
    </tr>
  ));
