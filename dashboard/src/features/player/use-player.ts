import { useCallback, useEffect, useMemo, useState } from 'react';
import { describeError } from '../../i18n/describe-error.ts';
import type { Span } from '../../time/span.ts';
import { toast } from '../../ui/toasts.ts';
import { loadHls, type OpenSource, openHls } from './hls-source.ts';
import { togglePictureInPicture } from './picture-in-picture.ts';
import { usePlayerStore } from './player.store.ts';
import { PlayerEngine } from './player-engine.ts';
import { type SlowMotion, slowMotion } from './slow-motion.ts';
import { faster, paceOf, type Speed } from './speeds.ts';
import { warmPlaylist } from './stream-playlist.ts';

export type PlayerControls = SlowMotion & {
  readonly open: (at: number, skipped?: Span) => void;
  /** Gets ready for `at` (epoch ms), which is likely to be opened in a moment. */
  readonly warm: (at: number) => void;
  readonly toggle: () => void;
  readonly pause: () => void;
  readonly retry: () => void;
  readonly setSpeed: (speed: Speed) => void;
  /** Plays in a direction; when it plays so already, faster. */
  readonly shuttle: (direction: 'forward' | 'reverse') => void;
  /** Pauses, and shows the next picture or the one before. */
  readonly stepPicture: (direction: 1 | -1) => void;
  readonly pictureInPicture: () => void;
};

function sayFailed(error: unknown): void {
  const { title, text } = describeError(error);
  toast('danger', title, text);
}

/** A player for a camera: `mount` it on the box that holds its two videos; `controls` exist once it is. */
export function usePlayer(cameraId: string, openSource: OpenSource = openHls) {
  const [engine, setEngine] = useState<PlayerEngine>();

  const mount = useCallback(
    (box: HTMLElement | null) => {
      const [first, second] = box?.querySelectorAll('video') ?? [];
      if (!first || !second) return;
      const made = new PlayerEngine({
        videos: [first, second],
        cameraId,
        openSource,
        onStepFailed: sayFailed,
      });
      setEngine(made);
      return () => {
        made.dispose();
        setEngine(undefined);
      };
    },
    [cameraId, openSource],
  );

  useEffect(() => {
    loadHls().catch(() => undefined); // whoever needs it asks again, and tells
  }, []);

  const controls = useMemo(() => engine && controlsOf(engine, cameraId), [engine, cameraId]);
  return { mount, controls };
}

function controlsOf(engine: PlayerEngine, cameraId: string): PlayerControls {
  return {
    open: (at, skipped) => engine.open(at, skipped),
    warm: (at) => warmPlaylist({ cameraId, at, speed: paceOf(usePlayerStore.getState().speed).stream }),
    toggle: () => {
      const { wanted, state } = usePlayerStore.getState().model;
      if (state.phase === 'ended' || state.phase === 'error') engine.retry();
      else if (wanted === 'play') engine.pause();
      else engine.play();
    },
    pause: () => engine.pause(),
    retry: () => engine.retry(),
    setSpeed: (speed) => engine.setSpeed(speed),
    shuttle: (direction) => {
      const { speed, model } = usePlayerStore.getState();
      const sameWay = speed > 0 === (direction === 'forward');
      const slowest = direction === 'forward' ? 1 : -1;
      engine.setSpeed(model.wanted === 'play' && sameWay ? faster(speed, direction) : slowest);
      engine.play();
    },
    ...slowMotion(engine),
    stepPicture: (direction) => engine.stepPicture(direction),
    pictureInPicture: () => togglePictureInPicture(engine.video).catch(sayFailed),
  };
}
