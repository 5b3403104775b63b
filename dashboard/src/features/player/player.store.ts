import { create } from 'zustand';
import { idlePlayer, type PlayerEvent, type PlayerModel, playerAfter } from './player-machine.ts';

export const rates = [0.5, 1, 2] as const;
export type Rate = (typeof rates)[number];

type PlayerStore = {
  readonly model: PlayerModel;
  readonly rate: Rate;
  readonly muted: boolean;
  /** 0 to 1. */
  readonly volume: number;
};

export const usePlayerStore = create<PlayerStore>(() => ({
  model: idlePlayer,
  rate: 1,
  muted: false,
  volume: 1,
}));

export const tellPlayer = (event: PlayerEvent) =>
  usePlayerStore.setState(({ model }) => ({ model: playerAfter(model, event) }));

export const setRate = (rate: Rate) => usePlayerStore.setState({ rate });

export const setMuted = (muted: boolean) => usePlayerStore.setState({ muted });

/** Moving the volume unmutes, as everywhere. */
export const setVolume = (volume: number) => usePlayerStore.setState({ volume, muted: volume === 0 });
