import { create } from 'zustand';
import type { TileView } from './tile.ts';

/** What a camera of the grid shows, and when that picture was recorded (epoch ms). */
export type TileState = TileView & { readonly shownAt: number | undefined };

type GridStore = {
  /** What the viewer wants; the clock may be held meanwhile until all have their pictures. */
  readonly wanted: 'play' | 'pause';
  readonly held: boolean;
  /** By camera id. */
  readonly tiles: ReadonlyMap<string, TileState>;
};

export const emptyGrid: GridStore = { wanted: 'pause', held: false, tiles: new Map() };

/** What the grid is doing, for its tiles and its transport to draw. */
export const useGridStore = create<GridStore>(() => emptyGrid);
