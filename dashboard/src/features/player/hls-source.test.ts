import type { StreamSpeed } from '@playhead/contracts';
import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionLost } from '../../api/errors.ts';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { openHls, PlaybackUnsupported } from './hls-source.ts';
import { warmPlaylist } from './stream-playlist.ts';

type Config = { startPosition: number; xhrSetup: (xhr: unknown, url: string) => Promise<void> };
type Loaded = { details: { m3u8: string } };
type HlsError = {
  type: string;
  fatal: boolean;
  error: Error;
  response?: { code: number };
  frag?: object;
  errorAction?: { action: number };
};

/** hls.js as far as we use it; the test plays its part. */
const hls = vi.hoisted(() => {
  class FakeHls {
    static supported = true;
    static latest: FakeHls | undefined;
    static readonly Events = { ERROR: 'error', LEVEL_LOADED: 'loaded' };
    static readonly ErrorTypes = { NETWORK_ERROR: 'networkError', MEDIA_ERROR: 'mediaError' };
    static isSupported = () => FakeHls.supported;
    source = '';
    destroyed = false;
    recoveries = 0;
    resting = false;
    readonly listeners = new Map<string, (event: string, data: HlsError | Loaded) => void>();
    latestLevelDetails = {
      fragments: [{ start: 0, duration: 2, programDateTime: 1, rawProgramDateTime: '2026-03-01T11:59:58Z' }],
    };

    constructor(readonly config: Config) {
      FakeHls.latest = this;
    }

    on(event: string, listener: (event: string, data: HlsError | Loaded) => void) {
      this.listeners.set(event, listener);
    }

    fail(data: HlsError) {
      this.listeners.get('error')?.('error', data);
    }

    loaded(m3u8: string) {
      this.listeners.get('loaded')?.('loaded', { details: { m3u8 } });
    }

    stopLoad() {
      this.resting = true;
    }

    startLoad() {
      this.resting = false;
    }

    loadSource(url: string) {
      this.source = url;
    }

    attachMedia() {}

    recoverMediaError() {
      this.recoveries += 1;
    }

    destroy() {
      this.destroyed = true;
    }
  }
  return { FakeHls };
});

vi.mock('hls.js', () => ({ default: hls.FakeHls, XhrLoader: class {} }));

const asked = Date.parse('2026-03-01T12:00:00Z');
const playlist = (first: string, tags = '') =>
  `#EXTM3U\n${tags}#EXT-X-PROGRAM-DATE-TIME:${first}\n#EXTINF:2,\ns1.ts\n`;

function opened(speed: StreamSpeed = 1) {
  const onGone = vi.fn();
  const onFailed = vi.fn();
  const video = document.createElement('video');
  const { signal } = new AbortController();
  const request = { video, cameraId: 'c1', at: asked, speed, signal, onGone, onFailed };
  return openHls(request).then((source) => ({ source, onGone, onFailed }));
}

async function given({ first = '2026-03-01T11:59:58.500Z', tags = '', speed = 1 as StreamSpeed } = {}) {
  server.use(http.get(api('/cameras/c1/playback/stream'), () => HttpResponse.text(playlist(first, tags))));
  const { source, onGone, onFailed } = await opened(speed);
  const made = hls.FakeHls.latest;
  if (!made) throw new Error('no Hls was made');
  const fail = (data: Omit<HlsError, 'error'>) => made.fail({ ...data, error: new Error('x') });
  return { source, made, fail, onGone, onFailed };
}

beforeEach(() => {
  hls.FakeHls.supported = true;
});

describe('opening a stream', () => {
  it('asks for the moment and starts at it, not at the key picture before it', async () => {
    const { made, source } = await given();

    expect(made.source).toBe(
      '/api/v1/cameras/c1/playback/stream?time=2026-03-01T12%3A00%3A00.000Z&speed=1&format=hls&codecs=h264',
    );
    expect(made.config.startPosition).toBe(1.5);
    expect(source.skipped).toBeUndefined();
  });

  it('reads the playlist of that very stream again, which is a problem once it has gone', async () => {
    const { made, onGone } = await given({
      tags: '#EXT-X-PLAYHEAD-START:ASKED="x",START="y",SKIPPED=NO,STREAM="the-stream"\n',
    });

    expect(made.source).toContain('&codecs=h264&streamId=the-stream');
    made.fail({ type: 'networkError', fatal: false, error: new Error('x'), response: { code: 404 } });
    expect(onGone).toHaveBeenCalledWith(expect.objectContaining({ code: 'stream-not-found' }));
  });

  it('starts at the first picture and tells the gap when the moment lies in one', async () => {
    const { made, source } = await given({ first: '2026-03-01T12:34:00Z' });

    expect(made.config.startPosition).toBe(0);
    expect(source.skipped).toEqual({ from: asked, to: Date.parse('2026-03-01T12:34:00Z') });
  });

  it('plays backwards from the very picture, by the dates that the playlist itself has', async () => {
    const { made, source } = await given({ first: '2026-03-01T12:00:00Z', speed: -1 });

    expect(made.source).toContain('&speed=-1&');
    expect(made.config.startPosition).toBe(0);
    expect(source.map()).toEqual({
      fragments: [{ start: 0, duration: 2, programDateTime: Date.parse('2026-03-01T11:59:58Z') }],
      speed: -1,
    });
  });

  it('loads nothing more while it rests', async () => {
    const { made, source } = await given();
    source.rest();
    expect(made.resting).toBe(true);
    source.wake();
    expect(made.resting).toBe(false);
  });

  it('uses a playlist that was asked for beforehand', async () => {
    let requests = 0;
    server.events.on('request:match', ({ request }) => {
      if (request.url.includes('/playback/stream')) requests += 1;
    });
    server.use(
      http.get(api('/cameras/c1/playback/stream'), () => HttpResponse.text(playlist('2026-03-01T12:00:00Z'))),
    );
    warmPlaylist({ cameraId: 'c1', at: asked, speed: 1 });
    await given();

    expect(requests).toBe(1);
    server.events.removeAllListeners();
  });

  it('waits for what follows the moment where the playlist ends just after it', async () => {
    const growing = ['', '#EXTINF:2,\ns2.ts\n'];
    let requests = 0;
    server.use(
      http.get(api('/cameras/c1/playback/stream'), () => {
        requests += 1;
        return HttpResponse.text(`${playlist('2026-03-01T11:59:58.300Z')}${growing[requests - 1] ?? ''}`);
      }),
    );
    await opened();

    expect(requests).toBe(2);
    expect(hls.FakeHls.latest?.config.startPosition).toBeCloseTo(1.7);
  });

  it('begins without it where nothing follows', async () => {
    const { made } = await given({ first: '2026-03-01T11:59:58.100Z' });
    expect(made.config.startPosition).toBeCloseTo(1.9);

    const ended = await given({ first: '2026-03-01T11:59:58.100Z', tags: '#EXT-X-ENDLIST\n' });
    expect(ended.made.config.startPosition).toBeCloseTo(1.9);
  });

  it('signs in for playlists, and for nothing at another address', async () => {
    const { made } = await given();
    const xhr = { open: vi.fn(), setRequestHeader: vi.fn() };
    await made.config.xhrSetup(xhr, '/api/v1/cameras/c1/playback/stream?time=x');
    await made.config.xhrSetup(xhr, '/api/v1/streams/abc/s1.ts?signature=x');
    await made.config.xhrSetup(xhr, 'https://elsewhere.example/api/v1/cameras/c1');

    expect(xhr.setRequestHeader.mock.calls).toEqual([['authorization', 'Bearer access-1']]);
  });

  it('tells the problem of the server', async () => {
    server.use(http.get(api('/cameras/c1/playback/stream'), () => problemAnswer('footage-not-found')));

    await expect(opened()).rejects.toMatchObject({ code: 'footage-not-found' });
  });

  it('knows a browser that cannot play it', async () => {
    hls.FakeHls.supported = false;

    await expect(given()).rejects.toBeInstanceOf(PlaybackUnsupported);
  });
});

describe('a stream that fails', () => {
  it.each([401, 403, 404, 410])('with %d is gone and to be opened again', async (code) => {
    const { fail, onGone, onFailed } = await given();
    fail({ type: 'networkError', fatal: false, response: { code } });

    expect(onGone).toHaveBeenCalledOnce();
    expect(onFailed).not.toHaveBeenCalled();
  });

  it('for good because of the network says so', async () => {
    const { fail, onFailed } = await given();
    fail({ type: 'networkError', fatal: true, response: { code: 0 } });

    expect(onFailed.mock.calls[0]?.[0]).toMatchObject({ kind: 'problem', error: expect.any(ConnectionLost) });
  });

  it.each([502, 503])('for good with %d is a service that may come back', async (code) => {
    const { fail, onFailed } = await given();
    fail({ type: 'networkError', fatal: true, response: { code } });

    expect(onFailed.mock.calls[0]?.[0]).toMatchObject({ error: { code: 'service-unavailable' } });
  });

  it('does not leave out segments that can not be had, one after the other', async () => {
    const { fail, made, onFailed } = await given();
    const segment = { type: 'networkError', fatal: false, response: { code: 503 }, frag: {} };
    fail({ ...segment, errorAction: { action: 5 } });
    expect(onFailed).not.toHaveBeenCalled();
    fail({ ...segment, errorAction: { action: 2 } });

    expect(onFailed.mock.calls[0]?.[0]).toMatchObject({ error: { code: 'service-unavailable' } });
    expect(made.resting).toBe(true);
  });

  it('early tells its problem with its playlist', async () => {
    const { made, source } = await given();
    expect(source.problem()).toBeUndefined();
    made.loaded('#EXTM3U\n#EXT-X-PLAYHEAD-PROBLEM:CODE="vms-unavailable",DETAIL=""\n#EXT-X-ENDLIST');

    expect(source.problem()?.code).toBe('vms-unavailable');
  });

  it('by itself is left to hls.js while it is not fatal', async () => {
    const { fail, onGone, onFailed } = await given();
    fail({ type: 'networkError', fatal: false, response: { code: 503 } });

    expect(onGone).not.toHaveBeenCalled();
    expect(onFailed).not.toHaveBeenCalled();
  });

  it('while decoding is recovered once before it is given up', async () => {
    const { fail, made, onFailed } = await given();
    fail({ type: 'mediaError', fatal: true });
    expect(made.recoveries).toBe(1);
    expect(onFailed).not.toHaveBeenCalled();
    fail({ type: 'mediaError', fatal: true });

    expect(onFailed).toHaveBeenCalledWith({ kind: 'undecodable' });
  });
});
