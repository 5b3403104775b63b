import type { ReactNode } from 'react';
import { cx } from '../../../ui/cx.ts';
import styles from './Grid.module.css';
import { GridTile } from './GridTile.tsx';
import type { GridEngine } from './grid-engine.ts';

export type GridCamera = { readonly id: string; readonly name: string };

/** What the tiles ask of the page, each for its camera. */
export type TileActs = {
  readonly choose: (id: string) => void;
  /** Shows one large beside the others; undefined shows all alike. */
  readonly enlarge: (id: string | undefined) => void;
  readonly remove: (id: string) => void;
  readonly saveSnapshot: (id: string) => void;
  readonly toggleSound: (id: string) => void;
  readonly retry: (id: string) => void;
  /** Why a camera recorded nothing at a moment (epoch ms), in the VMS's words, where that is known. */
  readonly reasonAt: (id: string, at: number) => string | undefined;
};

type PlaybackGridProps = {
  readonly engine: GridEngine | undefined;
  readonly cameras: readonly GridCamera[];
  /** The camera that keys mean. */
  readonly chosen: string | undefined;
  /** The camera that is shown large beside the others, if one is. */
  readonly enlarged: string | undefined;
  readonly acts: TileActs;
  /** What stands in the corner of a camera's picture. */
  readonly corner?: (camera: GridCamera) => ReactNode;
};

/** The pictures of several cameras at the same moment. */
export function PlaybackGrid({ engine, cameras, chosen, enlarged, acts, corner }: PlaybackGridProps) {
  const several = cameras.length > 1;
  const large = several && cameras.some(({ id }) => id === enlarged);
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
          chosen={several && camera.id === chosen}
          large={several ? large && camera.id === enlarged : undefined}
          acts={acts}
          corner={corner?.(camera)}
        />
      ))}
    </div>
  );
}
