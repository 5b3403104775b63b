import { expect, vi } from 'vitest';
import { findGap } from './find-gap.ts';
import type { World } from './playback-world.ts';
import { brokenRules } from './playlist-rules.ts';
import { readPlaylist } from './read-playlist.ts';
import { largestErrorMs, shownPictures } from './shown-pictures.ts';

type Camera = Awaited<ReturnType<World['importCamera']>>;
type Listed = ReturnType<typeof readPlaylist>['segments'][number];

/** Reads streams of a camera as a player does. */
export function streamReader(world: World, camera: Camera) {
  const streamAt = (time: Date | string, more = '') => {
    const asked = encodeURIComponent(typeof time === 'string' ? time : time.toISOString());
    return world.call(`GET /api/v1/cameras/${camera.id}/playback/stream?time=${asked}${more}`);
  };

  /** Each playlist as it was when it was read last: a reload must keep to it. */
  const known = new Map<string, string>();

  /** The playlist as soon as it is as is asked for; it grows while somebody watches. */
  const playlistWhen = (
    time: Date,
    more: string,
    isIt: (playlist: ReturnType<typeof readPlaylist>) => boolean,
  ) =>
    vi.waitFor(
      async () => {
        const answer = await streamAt(time, more);
        expect(answer).toMatchObject({ status: 200 });
        const text = String(answer.body);
        const address = `${time.toISOString()}${more}`;
        expect(brokenRules(text, known.get(address))).toEqual([]);
        known.set(address, text);
        const playlist = readPlaylist(text);
        if (!isIt(playlist) && !playlist.ended) throw new Error(`The playlist is still short: ${text}`);
        return playlist;
      },
      { timeout: 60_000, interval: 50 },
    );

  const fetchSegment = async (url: string): Promise<Buffer> => {
    const response = await fetch(new URL(url, world.service.url));
    expect(response.status).toBe(200);
    return Buffer.from(await response.arrayBuffer());
  };

  const picturesOf = async ({ url }: Pick<Listed, 'url'>) =>
    shownPictures(world.ffmpegPath, world.keys.directory, await fetchSegment(url));

  return {
    streamAt,
    playlistWhen,
    playlistOf: (time: Date, count: number, more = '') =>
      playlistWhen(time, more, ({ segments }) => segments.length >= count),
    fetchSegment,
    picturesOf,
    /** What a stream shows, and how far any of it may be from the time that the playlist promises, in ms. */
    shownBy: async (segments: readonly Listed[], speed: number) => {
      const tenths: number[] = [];
      const errors: number[] = [];
      for (const segment of segments) {
        for (const picture of await picturesOf(segment)) {
          tenths.push(picture.tenths);
          errors.push(largestErrorMs(picture, segment.wallClock, speed));
        }
      }
      return { tenths, errorMs: Math.max(...errors) };
    },
    aGap: () => findGap(world, camera.id),
  };
}
