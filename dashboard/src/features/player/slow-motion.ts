import { usePlayerStore } from './player.store.ts';
import type { Direction } from './player-machine.ts';
import type { Speed } from './speeds.ts';

type Engine = {
  readonly setSpeed: (speed: Speed) => void;
  readonly play: () => void;
  readonly pause: () => void;
};

export type SlowMotion = {
  /** Plays slowly in a direction until `endSlow`. */
  readonly slow: (direction: Direction) => void;
  /** Pauses at the picture that was reached; the speed is again what it was before. */
  readonly endSlow: () => void;
};

/** Slow motion for as long as somebody holds it, to find a picture by hand. */
export function slowMotion(engine: Engine): SlowMotion {
  let before: Speed | undefined;
  return {
    slow: (direction) => {
      before ??= usePlayerStore.getState().speed;
      engine.setSpeed(direction === 'forward' ? 0.5 : -0.5);
      engine.play();
    },
    endSlow: () => {
      if (before === undefined) return;
      engine.pause();
      engine.setSpeed(before);
      before = undefined;
    },
  };
}
