import type { HlsConfig, XhrLoader } from 'hls.js';

const policy = (maxTimeToFirstByteMs: number) => ({
  default: {
    maxTimeToFirstByteMs,
    maxLoadTimeMs: 60_000,
    timeoutRetry: { maxNumRetry: 1, retryDelayMs: 0, maxRetryDelayMs: 0 },
    errorRetry: { maxNumRetry: 1, retryDelayMs: 500, maxRetryDelayMs: 500 },
  },
});

/**
 * For recorded footage at a click: nothing is measured before the first picture, little is loaded ahead, and what
 * fails is told soon, since the player knows better how to go on.
 */
export const hlsConfig: Partial<HlsConfig> = {
  lowLatencyMode: false,
  testBandwidth: false,
  startFragPrefetch: true,
  maxBufferLength: 12,
  maxMaxBufferLength: 30,
  backBufferLength: 60,
  playlistLoadPolicy: policy(10_000),
  // A segment's answer begins when it is made, which may take as long as the VMS does.
  fragLoadPolicy: policy(20_000),
};

/** A loader whose first request, which is for the playlist, is answered with one that is there already. */
export function primedLoader(Base: typeof XhrLoader) {
  let given: string | undefined;

  const loader = class extends Base {
    override load(...args: Parameters<XhrLoader['load']>): void {
      const [context, , callbacks] = args;
      const data = given;
      given = undefined;
      if (data === undefined) {
        super.load(...args);
        return;
      }
      const now = performance.now();
      this.context = context;
      this.stats.loading = { start: now, first: now, end: now };
      this.stats.loaded = data.length;
      this.stats.total = data.length;
      this.callbacks = callbacks;
      // Not at once: hls.js is still clearing what was before.
      queueMicrotask(() => {
        this.callbacks?.onSuccess({ url: context.url, data, code: 200 }, this.stats, context, null);
      });
    }
  };

  return {
    loader,
    give: (playlist: string) => {
      given = playlist;
    },
  };
}
