/** Stands for `hls-source.ts`: streams that open at once and hold nothing. */

export class PlaybackUnsupported extends Error {}

/** The moments at which streams were opened, epoch ms. */
export const openedMoments: number[] = [];

export const loadHls = async () => ({});

export const openHls = async ({ at, speed }: { at: number; speed: number }) => {
  openedMoments.push(at);
  return {
    speed,
    position: 0,
    skipped: undefined,
    map: () => ({ fragments: [], speed }),
    problem: () => undefined,
    rest: () => undefined,
    wake: () => undefined,
    close: () => undefined,
  };
};
