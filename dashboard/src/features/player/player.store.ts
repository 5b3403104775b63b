import { create } from 'zustand';
import { idlePlayer, type PlayerEvent, type PlayerModel, playerAfter } from './player-machine.ts';
import type { Speed } from './speeds.ts';
import type { Still } from './still-steps.ts';

type PlayerStore = {
  readonly model: PlayerModel;
  readonly speed: Speed;
  /** The single picture over the video, after a step from picture to picture. */
  readonly still: Still | undefined;
  readonly muted: boolean;
  /** 0 to 1. */
  readonly volume: number;
};

export const usePlayerStore = create<PlayerStore>(() => ({
  model: idlePlayer,
  speed: 1,
  still: undefined,
  muted: false,
  volume: 1,
}));

export const tellPlayer = (event: PlayerEvent) =>
  usePlayerStore.setState(({ model }) => ({ model: playerAfter(model, event) }));

export const keepSpeed = (speed: Speed) => usePlayerStore.setState({ speed });

export const keepStill = (still: Still | undefined) => usePlayerStore.setState({ still });

export const setMuted = (muted: boolean) => usePlayerStore.setState({ muted });

/** Moving the volume unmutes, as everywhere. */
export const setVolume = (volume: number) => usePlayerStore.setState({ volume, muted: volume === 0 });
