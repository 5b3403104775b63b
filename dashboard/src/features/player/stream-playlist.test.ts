import { HttpResponse, http } from 'msw';
import { describe, expect, it } from 'vitest';
import { api, server } from '../../testing/server.ts';
import { playlistFromStart } from './stream-playlist.ts';

const at = Date.parse('2026-03-01T12:00:00Z');
const { signal } = new AbortController();

/** A server whose first streams have dropped their beginning. Tells which moments it was asked for. */
function givenLost(lost: number): string[] {
  const asked: string[] = [];
  server.use(
    http.get(api('/cameras/c1/playback/stream'), ({ request }) => {
      const time = new URL(request.url).searchParams.get('time') ?? '';
      asked.push(time);
      return HttpResponse.text(`#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:${asked.length > lost ? 0 : 150}\n`);
    }),
  );
  return asked;
}

describe('the playlist of a moment', () => {
  it('is the one that was asked for as long as it has its beginning', async () => {
    const asked = givenLost(0);
    const opened = await playlistFromStart({ cameraId: 'c1', at, speed: 1 }, signal);

    expect(opened.address.at).toBe(at);
    expect(asked).toEqual(['2026-03-01T12:00:00.000Z']);
  });

  it.each([
    [1, 1, '2026-03-01T12:00:00.001Z'],
    [-4, -1, '2026-03-01T11:59:59.999Z'],
  ] as const)(
    'at %i× is one of its own where somebody watched the other for long',
    async (speed, later, time) => {
      const asked = givenLost(1);
      const opened = await playlistFromStart({ cameraId: 'c1', at, speed }, signal);

      expect(asked[1]).toBe(time);
      expect(opened.address.at).toBe(at + later);
      expect(opened.playlist).toContain('MEDIA-SEQUENCE:0');
    },
  );

  it('is shown as it is when those beside it have no beginning either', async () => {
    const asked = givenLost(100);

    expect((await playlistFromStart({ cameraId: 'c1', at, speed: 1 }, signal)).playlist).toContain('150');
    expect(asked).toHaveLength(4);
  });
});
