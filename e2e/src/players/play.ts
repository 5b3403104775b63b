import type Hls from 'hls.js';

declare global {
  interface Window {
    Hls: typeof Hls;
    readings: (speed: number) => PlayedPicture;
    faults: string[];
  }
}

/** One stream to play, and as whom. */
export interface Playing {
  speed: number;
  url: string;
  token: string;
}

/** The picture on screen: what its strip says, and when it was recorded by its playlist; both in ms since 1970. */
export interface PlayedPicture {
  strip: number;
  playlist: number;
  /** Seconds played. */
  played: number;
  paused: boolean;
}

/**
 * Runs in the browser: plays each stream in a video of its own, notes whatever goes wrong in `faults`, and leaves
 * `readings` behind, by which the picture of each can be read. Resolves once all of them play.
 */
export async function play(streams: Playing[]): Promise<void> {
  const SEGMENTS_AT_START = 2;
  const faults: string[] = [];
  const wrap = 2 ** 32 * 100;
  const pictures = new Map<number, () => PlayedPicture>();
  window.faults = faults;
  window.readings = (speed) => {
    const read = pictures.get(speed);
    if (read === undefined) throw new Error(`Nothing plays at ${speed}.`);
    return read();
  };

  /** Picture and time are taken from one frame: what is on screen may be another by the time one asks for its time. */
  const readFrame = (video: HTMLVideoElement) => {
    const context = new OffscreenCanvas(640, 1).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('There is no canvas.');
    const frame = new VideoFrame(video);
    context.drawImage(frame, 0, 8, 640, 1, 0, 0, 640, 1);
    const mediaTime = frame.timestamp / 1e6;
    frame.close();
    const { data } = context.getImageData(0, 0, 640, 1);
    const bits = Array.from({ length: 40 }, (_, cell) =>
      (data[(cell * 16 + 8) * 4] ?? 0) > 127 ? '1' : '0',
    );
    const text = bits.join('');
    if (!text.startsWith('1010')) throw new Error(`The picture has no time strip: ${text}`);
    const ms = Number.parseInt(text.slice(8), 2) * 100;
    return { mediaTime, strip: ms + Math.floor((Date.now() - ms) / wrap) * wrap };
  };

  const start = ({ speed, url, token }: Playing) =>
    new Promise<void>((resolve) => {
      const video = document.createElement('video');
      video.muted = true;
      document.body.append(video);
      const hls = new window.Hls({
        startPosition: 0,
        backBufferLength: 10,
        xhrSetup: (xhr, address) => {
          xhr.open('GET', address, true);
          if (address.includes('/playback/stream?')) xhr.setRequestHeader('Authorization', `Bearer ${token}`);
        },
      });
      pictures.set(speed, () => {
        const { mediaTime, strip } = readFrame(video);
        const fragment = hls.latestLevelDetails?.fragments.findLast((one) => one.start <= mediaTime + 0.01);
        const offset = mediaTime - (fragment?.start ?? Number.NaN);
        const playlist = Date.parse(fragment?.rawProgramDateTime ?? '') + speed * offset * 1000;
        return { strip, playlist, played: video.currentTime, paused: video.paused };
      });
      hls.on(window.Hls.Events.ERROR, (_, { details }) => faults.push(`${speed}: ${details}`));
      video.addEventListener('playing', () => resolve(), { once: true });
      video.addEventListener(
        'playing',
        () => {
          video.addEventListener('waiting', () => faults.push(`${speed}: waits at ${video.currentTime}`));
        },
        { once: true },
      );
      // Whoever begins with the first segment may have to wait for the second: a playlist is read again after the length
      // of its last segment only.
      let buffered = 0;
      hls.on(window.Hls.Events.FRAG_BUFFERED, () => {
        buffered += 1;
        if (buffered === SEGMENTS_AT_START) void video.play();
      });
      hls.attachMedia(video);
      hls.loadSource(url);
    });
  await Promise.all(streams.map(start));
}
