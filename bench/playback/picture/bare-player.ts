import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Browser } from '@playwright/test';
import Fastify from 'fastify';
import type Hls from 'hls.js';

declare global {
  interface Window {
    Hls: typeof Hls;
  }
}

const require = createRequire(import.meta.url);
const html = `<!doctype html><title>Bare</title><link rel="icon" href="data:,"><script src="/hls.js"></script>
<video muted playsinline style="width: 640px; height: 360px"></video>`;

/** A beginning of a stream: its playlist and the segments in it, as they were sent. */
export interface Beginning {
  segments: { seconds: number; bytes: Buffer }[];
}

/** The browser's own share: hls.js and nothing else, over files that are there. Milliseconds to the picture of each. */
export async function measureBarePlayer(
  browser: Browser,
  beginnings: readonly Beginning[],
): Promise<number[]> {
  const server = await serve(beginnings);
  const page = await browser.newPage();
  try {
    await page.goto(server.url);
    const times: number[] = [];
    for (const index of beginnings.keys()) times.push(await page.evaluate(play, `/${index}.m3u8`));
    return times;
  } finally {
    await page.close();
    await server.close();
  }
}

async function serve(beginnings: readonly Beginning[]) {
  const script = await readFile(require.resolve('hls.js/dist/hls.min.js'));
  const app = Fastify({ logger: false, forceCloseConnections: true });
  app.get('/', (_request, reply) => reply.type('text/html').send(html));
  app.get('/hls.js', (_request, reply) => reply.type('text/javascript').send(script));
  for (const [stream, { segments }] of beginnings.entries()) {
    const listed = segments.map(({ seconds }, index) => `#EXTINF:${seconds},\n/${stream}-${index}.ts`);
    const lines = ['#EXTM3U', '#EXT-X-VERSION:6', '#EXT-X-TARGETDURATION:2', ...listed, '#EXT-X-ENDLIST', ''];
    app.get(`/${stream}.m3u8`, (_request, reply) =>
      reply.type('application/vnd.apple.mpegurl').send(lines.join('\n')),
    );
    for (const [index, { bytes }] of segments.entries())
      app.get(`/${stream}-${index}.ts`, (_request, reply) => reply.type('video/mp2t').send(bytes));
  }
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
}

/** Runs in the browser: milliseconds from naming the playlist to the repaint with its first picture. */
function play(playlist: string): Promise<number> {
  const video = document.querySelector('video');
  if (video === null) throw new Error('There is no video.');
  const hls = new window.Hls({ startFragPrefetch: true, testBandwidth: false });
  return new Promise((resolve, reject) => {
    hls.on(window.Hls.Events.ERROR, (_, { details }) => reject(new Error(details)));
    hls.once(window.Hls.Events.MEDIA_ATTACHED, () => {
      const begun = performance.now();
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        hls.destroy();
        resolve(performance.now() - begun);
      };
      video.requestVideoFrameCallback(() => requestAnimationFrame(() => port2.postMessage('painted')));
      hls.loadSource(playlist);
    });
    hls.attachMedia(video);
  });
}
