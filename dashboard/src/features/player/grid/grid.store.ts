import { create } from 'zustand';
import type { TileView } from './tile.ts';

/** What a camera of the grid shows, and when that picture was recorded (epoch ms). */
export type TileState = TileView & { readonly shownAt: number | undefined };

type GridStore = {
  /** What the viewer wants; the clock may be held meanwhile until all have their pictures. */
  readonly wanted: 'play' | 'pause';
  readonly held: boolean;
  /** The camera whose sound is heard: one at a time, for several at once are noise. */
  readonly heard: string | undefined;
  /** By camera id. */
  readonly tiles: ReadonlyMap<string, TileState>;
};

export const emptyGrid: GridStore = {
  wanted: 'pause',
  held: false,
  heard: undefined,
  tiles: new Map(),
};

/** What the grid is doing, for its tiles and its transport to draw. */
export const useGridStore = create<GridStore>(() => emptyGrid);

/** Lets a camera be heard in place of the one before, or silences it. */
export const toggleSound = (cameraId: string) =>
  useGridStore.setState(({ heard }) => ({ heard: heard === cameraId ? undefined : cameraId }));

export const silence = () => useGridStore.setState({ heard: undefined });
