import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Span } from '../../time/span.ts';
import { freezeOn } from './freeze-frame.ts';
import { type OpenSource, openHls } from './hls-source.ts';
import { usePlayerStore } from './player.store.ts';
import { PlayerEngine } from './player-engine.ts';

export type PlayerControls = {
  readonly open: (at: number, skipped?: Span) => void;
  readonly toggle: () => void;
  readonly retry: () => void;
};

/** A player for a camera: `mount` it on the box that holds its video and canvas; `controls` exist once it is. */
export function usePlayer(cameraId: string, openSource: OpenSource = openHls) {
  const [engine, setEngine] = useState<PlayerEngine>();
  const [video, setVideo] = useState<HTMLVideoElement>();
  useElementSettings(video);

  const mount = useCallback(
    (box: HTMLElement | null) => {
      const element = box?.querySelector('video');
      const canvas = box?.querySelector('canvas');
      if (!element || !canvas) return;
      const made = new PlayerEngine({ video: element, cameraId, openSource, freeze: freezeOn(canvas) });
      setEngine(made);
      setVideo(element);
      return () => {
        made.dispose();
        setEngine(undefined);
        setVideo(undefined);
      };
    },
    [cameraId, openSource],
  );

  const controls = useMemo<PlayerControls | undefined>(
    () =>
      engine && {
        open: (at, skipped) => engine.open(at, skipped),
        toggle: () => {
          const { wanted, state } = usePlayerStore.getState().model;
          if (state.phase === 'ended' || state.phase === 'error') engine.retry();
          else if (wanted === 'play') engine.pause();
          else engine.play();
        },
        retry: () => engine.retry(),
      },
    [engine],
  );

  return { mount, controls };
}

/** Speed and volume are the viewer's: they are laid on the element whenever either changes. */
function useElementSettings(video: HTMLVideoElement | undefined): void {
  const rate = usePlayerStore((state) => state.rate);
  const volume = usePlayerStore((state) => state.volume);
  useEffect(() => {
    if (!video) return;
    video.defaultPlaybackRate = rate;
    video.playbackRate = rate;
    video.volume = volume;
  }, [video, rate, volume]);
}
