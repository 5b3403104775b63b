declare global {
  interface Window {
    allPictures(range: Range): Promise<number>;
    watchTiles(seconds: number): Promise<Watched>;
  }
}

/** Ms since 1970. */
export interface Range {
  from: number;
  to: number;
}

/** What was seen of the tiles while they played. */
export interface Watched {
  /** When the picture of each tile was recorded, ms since 1970: all read at one instant, ten times a second. */
  samples: number[][];
  /** From one picture to the next, of each tile, in ms. */
  gaps: number[][];
  /** Pictures that the browser decoded, and those among them that came too late to be shown. */
  decoded: number;
  dropped: number;
  /** How often all of them waited for one. */
  held: number;
}

/** Runs in the page of several cameras, after `installStripReader`: leaves `allPictures` and `watchTiles` behind. */
export function installTilesProbe(): void {
  const [SAMPLE_MS, PATIENCE_MS] = [100, 60_000];
  const tiles = () => [...document.querySelectorAll('section[data-camera]')];
  const videosOf = (tile: Element) => [...tile.querySelectorAll('video')];
  const stripOf = (tile: Element) => {
    const front = videosOf(tile).find(({ dataset }) => dataset.front !== undefined);
    return front ? window.readStrip(front) : Number.NaN;
  };
  const isCovered = (tile: Element) => tile.querySelector('[data-testid="tile-notice"]') !== null;

  window.allPictures = ({ from, to }) =>
    new Promise((resolve, reject) => {
      let since: number | undefined;
      addEventListener('pointerup', ({ timeStamp }) => (since = timeStamp), { capture: true, once: true });
      const isThere = (tile: Element) => {
        if (isCovered(tile)) return false; // reading a picture costs the browser more than looking for a notice
        const at = stripOf(tile);
        return at >= from && at <= to;
      };
      const look = () => {
        if (since !== undefined && tiles().every(isThere)) resolve(performance.now() - since);
        else if (since !== undefined && performance.now() - since > PATIENCE_MS)
          reject(new Error(`Sought ${from} to ${to}, but there are ${tiles().map(stripOf)}.`));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });

  window.watchTiles = (seconds) =>
    new Promise((resolve) => {
      const watched = tiles();
      const videos = watched.flatMap(videosOf);
      const state = document.querySelector('[data-testid="grid-state"]');
      let held = 0;
      const observer = new MutationObserver(() => {
        if (state?.getAttribute('data-state') === 'waiting') held += 1;
      });
      if (state) observer.observe(state, { attributes: true, attributeFilter: ['data-state'] });
      const count = (what: 'totalVideoFrames' | 'droppedVideoFrames') =>
        videos.reduce((sum, video) => sum + video.getVideoPlaybackQuality()[what], 0);
      const before = { decoded: count('totalVideoFrames'), dropped: count('droppedVideoFrames') };
      const done = new AbortController();
      const gaps = watched.map((tile) => {
        const found: number[] = [];
        let last = performance.now();
        for (const video of videosOf(tile)) {
          const picture = (now: number) => {
            if (done.signal.aborted) return;
            found.push(now - last);
            last = now;
            video.requestVideoFrameCallback(picture);
          };
          video.requestVideoFrameCallback(picture);
        }
        return found;
      });
      const samples: number[][] = [];
      const sampling = setInterval(() => samples.push(watched.map(stripOf)), SAMPLE_MS);
      setTimeout(() => {
        clearInterval(sampling);
        observer.disconnect();
        done.abort();
        resolve({
          samples,
          gaps,
          held,
          decoded: count('totalVideoFrames') - before.decoded,
          dropped: count('droppedVideoFrames') - before.dropped,
        });
      }, seconds * 1000);
    });
}
