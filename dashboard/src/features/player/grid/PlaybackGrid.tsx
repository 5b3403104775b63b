import { cx } from '../../../ui/cx.ts';
import styles from './Grid.module.css';
import { GridTile } from './GridTile.tsx';
import type { GridEngine } from './grid-engine.ts';

export type GridCamera = { readonly id: string; readonly name: string };

type PlaybackGridProps = {
  readonly engine: GridEngine | undefined;
  readonly cameras: readonly GridCamera[];
  /** The camera that is shown large beside the others, if one is. */
  readonly focused: string | undefined;
  readonly onFocus: (id: string | undefined) => void;
  readonly onRemove: (id: string) => void;
};

/** The pictures of several cameras at the same moment. */
export function PlaybackGrid({ engine, cameras, focused, onFocus, onRemove }: PlaybackGridProps) {
  const large = focused !== undefined && cameras.length > 1;
  const columns = Math.ceil(Math.sqrt(cameras.length));
  const rows = Math.ceil(cameras.length / Math.max(columns, 1));
  return (
    <div
      className={cx(styles.grid, large && styles.large)}
      style={
        large
          ? { gridTemplateRows: `repeat(${cameras.length - 1}, minmax(0, 1fr))` }
          : {
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
              gridTemplateRows: `repeat(${rows}, minmax(0, 1fr))`,
            }
      }
    >
      {cameras.map((camera) => (
        <GridTile
          key={camera.id}
          engine={engine}
          camera={camera}
          focused={large && camera.id === focused}
          alone={cameras.length === 1}
          onFocus={onFocus}
          onRemove={onRemove}
        />
      ))}
    </div>
  );
}
