import { HttpResponse, http } from 'msw';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ConnectionLost } from '../../api/errors.ts';
import { api, problemAnswer, server } from '../../testing/server.ts';
import { openHls, PlaybackUnsupported } from './hls-source.ts';

type Config = { startPosition: number; xhrSetup: (xhr: unknown, url: string) => Promise<void> };
type HlsError = { type: string; fatal: boolean; error: Error; response?: { code: number } };

/** hls.js as far as we use it; the test plays its part. */
const hls = vi.hoisted(() => {
  class FakeHls {
    static supported = true;
    static latest: FakeHls | undefined;
    static readonly Events = { ERROR: 'error' };
    static readonly ErrorTypes = { NETWORK_ERROR: 'networkError', MEDIA_ERROR: 'mediaError' };
    static isSupported = () => FakeHls.supported;
    source = '';
    destroyed = false;
    recoveries = 0;
    fail: ((event: string, data: HlsError) => void) | undefined;
    latestLevelDetails = { fragments: [{ start: 0, duration: 2, programDateTime: 1 }] };

    constructor(readonly config: Config) {
      FakeHls.latest = this;
    }

    on(_: string, listener: (event: string, data: HlsError) => void) {
      this.fail = listener;
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

vi.mock('hls.js', () => ({ default: hls.FakeHls }));

const asked = Date.parse('2026-03-01T12:00:00Z');
const playlist = (first: string) => `#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:${first}\n#EXTINF:2,\ns1.ts\n`;

async function given({ first = '2026-03-01T11:59:58.500Z' } = {}) {
  server.use(http.get(api('/cameras/c1/playback/stream'), () => HttpResponse.text(playlist(first))));
  const onGone = vi.fn();
  const onFailed = vi.fn();
  const video = document.createElement('video');
  const { signal } = new AbortController();
  const source = await openHls({ video, cameraId: 'c1', at: asked, signal, onGone, onFailed });
  const made = hls.FakeHls.latest;
  if (!made) throw new Error('no Hls was made');
  const fail = (data: Omit<HlsError, 'error'>) => made.fail?.('error', { ...data, error: new Error('x') });
  return { source, made, fail, onGone, onFailed };
}

beforeEach(() => {
  hls.FakeHls.supported = true;
});

describe('opening a stream', () => {
  it('asks for the moment and starts at it, not at the key picture before it', async () => {
    const { made, source } = await given();

    expect(made.source).toBe(
      '/api/v1/cameras/c1/playback/stream?time=2026-03-01T12%3A00%3A00.000Z&speed=1&format=hls',
    );
    expect(made.config.startPosition).toBe(1.5);
    expect(source.skipped).toBeUndefined();
  });

  it('starts at the first picture and tells the gap when the moment lies in one', async () => {
    const { made, source } = await given({ first: '2026-03-01T12:34:00Z' });

    expect(made.config.startPosition).toBe(0);
    expect(source.skipped).toEqual({ from: asked, to: Date.parse('2026-03-01T12:34:00Z') });
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
    const request = {
      video: document.createElement('video'),
      cameraId: 'c1',
      at: asked,
      signal: new AbortController().signal,
      onGone: vi.fn(),
      onFailed: vi.fn(),
    };

    await expect(openHls(request)).rejects.toMatchObject({ code: 'footage-not-found' });
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
    fail({ type: 'networkError', fatal: true, response: { code: 503 } });

    expect(onFailed.mock.calls[0]?.[0]).toMatchObject({ kind: 'problem', error: expect.any(ConnectionLost) });
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
