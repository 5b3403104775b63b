import { useEffect, useMemo, useState } from 'react';
import { loadHls, type OpenSource, openHls } from '../hls-source.ts';
import { usePlayerStore } from '../player.store.ts';
import { type SlowMotion, slowMotion } from '../slow-motion.ts';
import { faster, type Speed } from '../speeds.ts';
import { getFrame } from '../still-steps.ts';
import { useGridStore } from './grid.store.ts';
import { GridEngine } from './grid-engine.ts';

export type GridControls = SlowMotion & {
  readonly open: (at: number) => void;
  readonly toggle: () => void;
  /** Opens a camera's stream anew. */
  readonly retry: (cameraId: string) => void;
  readonly setSpeed: (speed: Speed) => void;
  /** Plays in a direction; when it plays so already, faster. */
  readonly shuttle: (direction: 'forward' | 'reverse') => void;
  /** Pauses, and goes to the next picture of a camera or the one before; the others follow the clock there. */
  readonly stepPicture: (cameraId: string, at: number, direction: 1 | -1) => Promise<void>;
};

/** The engine of a grid for as long as the page is shown, and what may be asked of it. */
export function useGrid(openSource: OpenSource = openHls) {
  const [engine, setEngine] = useState<GridEngine>();

  useEffect(() => {
    const made = new GridEngine({ openSource });
    setEngine(made);
    loadHls().catch(() => undefined); // whoever needs it asks again, and tells
    return () => {
      made.dispose();
      setEngine(undefined);
    };
  }, [openSource]);

  const controls = useMemo(() => engine && controlsOf(engine), [engine]);
  return { engine, controls };
}

/** A picture's own time is rounded: it is looked for and shown this little after it, in ms. */
const SLACK_MS = 8;

function controlsOf(engine: GridEngine): GridControls {
  return {
    open: (at) => engine.open(at),
    toggle: () => {
      if (useGridStore.getState().wanted === 'play') engine.pause();
      else engine.play();
    },
    retry: (cameraId) => engine.retry(cameraId),
    setSpeed: (speed) => engine.setSpeed(speed),
    shuttle: (direction) => {
      const { speed } = usePlayerStore.getState();
      const { wanted } = useGridStore.getState();
      const sameWay = speed > 0 === (direction === 'forward');
      const slowest = direction === 'forward' ? 1 : -1;
      engine.setSpeed(wanted === 'play' && sameWay ? faster(speed, direction) : slowest);
      engine.play();
    },
    ...slowMotion(engine),
    stepPicture: async (cameraId, at, direction) => {
      engine.pause();
      const { takenAt } = await getFrame(cameraId, at + SLACK_MS, direction);
      if (takenAt !== undefined) engine.open(takenAt + SLACK_MS);
    },
  };
}
