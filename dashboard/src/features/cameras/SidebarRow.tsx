import type { Camera } from '@playhead/contracts';
import { memo, type ReactNode } from 'react';
import { CameraLink } from './CameraLink.tsx';
import styles from './CameraRows.module.css';
import type { Row } from './camera-rows.ts';
import { GroupHead } from './GroupHead.tsx';

type SidebarRowProps = {
  readonly row: Row;
  readonly index: number;
  readonly count: number;
  /** Its upper edge in the list, in CSS px. */
  readonly top: number;
  readonly selected: boolean;
  /** The Tab key comes to it. */
  readonly current: boolean;
  readonly indicator: (camera: Camera) => ReactNode;
  readonly onStand: (key: string) => void;
};

/** A line in its place. Scrolling draws only those that come into sight. */
export const SidebarRow = memo(function SidebarRow(props: SidebarRowProps) {
  const { row, index, count, top, selected, current, indicator, onStand } = props;
  const tabIndex = current ? 0 : -1;
  return (
    <li
      className={styles.row}
      style={{ insetBlockStart: top }}
      aria-setsize={count}
      aria-posinset={index + 1}
      onFocus={() => onStand(row.key)}
    >
      {row.kind === 'group' ? (
        <GroupHead row={row} tabIndex={tabIndex} />
      ) : (
        <CameraLink camera={row.camera} selected={selected} tabIndex={tabIndex}>
          {indicator(row.camera)}
        </CameraLink>
      )}
    </li>
  );
});
