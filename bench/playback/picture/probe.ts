declare global {
  interface Window {
    nextPicture(sought: Sought): Promise<Painted>;
  }
}

/** What is done next, and the picture that it has to bring; times in ms since 1970. */
export type Sought =
  /** A click: the first picture between the two. */
  | { after: 'pointerup'; from: number; to: number }
  /** A key: the first picture of the other video, at most so far from the one shown as the key went down. */
  | { after: 'keydown'; within: number };

export interface Painted {
  /** From the event to the repaint that shows the picture. */
  ms: number;
  /** When the picture was recorded, by its time strip; ms since 1970, to a tenth of a second. */
  strip: number;
  /** From the event until the playlist and the first segment of another stream were there, where one was opened. */
  playlist: number | undefined;
  segment: number | undefined;
}

/**
 * Runs in the page, after `installStripReader`: leaves `nextPicture` behind, which is called before a click or a key. It
 * reads the time strip of each picture that a video presents, and tells when one that is sought was painted in front.
 */
export function installProbe(): void {
  const PATIENCE_MS = 15_000;
  const videos = [...document.querySelectorAll('video')];
  const front = () => videos.find((video) => video.dataset.front !== undefined);

  window.nextPicture = (sought) =>
    new Promise((resolve, reject) => {
      const done = new AbortController();
      const { signal } = done;
      const right = new Map<HTMLVideoElement, number>();
      let since = Number.NaN;
      let range = { from: Number.NaN, to: Number.NaN };
      let before: HTMLVideoElement | undefined;
      let last = Number.NaN;

      const calls: PerformanceEntry[] = [];
      const network = new PerformanceObserver((list) => calls.push(...list.getEntries()));
      network.observe({ type: 'resource' });
      const fetched = () => {
        calls.push(...network.takeRecords());
        const ends = (call: PerformanceEntry | undefined) => call && call.startTime + call.duration - since;
        const segment = calls.find(({ name }) => name.includes('/segments/0.ts'));
        const begun = segment?.startTime ?? 0;
        const playlist = calls.findLast(
          ({ name, startTime }) => startTime < begun && name.includes('/stream?'),
        );
        return { playlist: ends(playlist), segment: ends(segment) };
      };
      const begin = ({ timeStamp }: Event) => {
        since = timeStamp;
        if (sought.after === 'pointerup') range = sought;
        else {
          before = front();
          const shown = before ? window.readStrip(before) : Number.NaN;
          range = { from: shown - sought.within, to: shown + sought.within };
        }
      };
      const look = () => {
        const shown = front();
        const strip = shown && right.get(shown);
        if (strip === undefined || signal.aborted) return;
        done.abort();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ ms: performance.now() - since, strip, ...fetched() });
        requestAnimationFrame(() => port2.postMessage('painted'));
      };
      const follow = (video: HTMLVideoElement) =>
        video.requestVideoFrameCallback(() => {
          if (signal.aborted) return;
          const strip = video === before ? Number.NaN : window.readStrip(video);
          last = strip;
          if (strip >= range.from && strip <= range.to) right.set(video, strip);
          else right.delete(video);
          look();
          follow(video);
        });

      addEventListener(sought.after, begin, { capture: true, once: true, signal });
      const observer = new MutationObserver(look);
      for (const video of videos) {
        observer.observe(video, { attributes: true });
        follow(video);
      }
      const late = setTimeout(() => {
        done.abort();
        reject(new Error(`Sought ${range.from} to ${range.to}, but the last picture is of ${last}.`));
      }, PATIENCE_MS);
      signal.addEventListener('abort', () => {
        clearTimeout(late);
        observer.disconnect();
        network.disconnect();
      });
    });
}
