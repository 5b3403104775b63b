/** Waiting shorter than this is not worth a word, in ms. */
const SLOW_MS = 1_000;
const STALLED_MS = 3_000;
const LOADING_MS = 12_000;

/** Watches how long pictures are awaited, and says when it gets long. */
export function patience(tell: (what: 'ran-dry' | 'takes-long') => void) {
  let timers: ReturnType<typeof setTimeout>[] = [];

  const stop = () => {
    timers.forEach(clearTimeout);
    timers = [];
  };
  const arm = (...plan: readonly (readonly [what: 'ran-dry' | 'takes-long', ms: number])[]) => {
    stop();
    timers = plan.map(([what, ms]) => setTimeout(() => tell(what), ms));
  };

  return {
    loading: () => arm(['takes-long', LOADING_MS]),
    waiting: () => {
      if (timers.length === 0) arm(['ran-dry', SLOW_MS], ['takes-long', STALLED_MS]);
    },
    stop,
  };
}
