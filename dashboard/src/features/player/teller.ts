import { tellPlayer, usePlayerStore } from './player.store.ts';
import type { PlayerEvent } from './player-machine.ts';

/** A gap is told for this long, in ms. */
const GAP_TOLD_MS = 4_000;

/** Tells the machine what happened, and in time that a gap has been told. */
export function teller() {
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = (event: PlayerEvent): void => {
    tellPlayer(event);
    clearTimeout(timer);
    if (usePlayerStore.getState().model.state.phase !== 'gap') return;
    timer = setTimeout(() => tell({ type: 'gap-told' }), GAP_TOLD_MS);
  };
  return tell;
}
