import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../testing/playback-world.ts';
import { siteOf } from '../testing/site-of.ts';
import { streamReader } from '../testing/stream-reader.ts';

const MINUTE_MS = 60_000;
let world: World;
let reader: ReturnType<typeof streamReader>;

beforeAll(async () => {
  const scenario = await siteOf('cameras: [{ name: Gate, codec: mjpeg, failures: none }]');
  world = await createWorld(
    { PLAYBACK_MAX_ENCODERS: '1', MILESTONE_VIDEO_SPEEDS: '1' },
    { scenario, speeds: [1] },
  );
  reader = streamReader(world, await world.importCamera(1));
});
afterAll(() => world?.close());

const minutesAgo = (minutes: number) => new Date(world.clock.now().getTime() - minutes * MINUTE_MS);

describe('streams that are coded anew, with one place for that', () => {
  it('are watched by several, forwards and backwards, each of whom gets on', async () => {
    const watched = await Promise.all([
      reader.playlistOf(minutesAgo(60), 5),
      reader.playlistOf(minutesAgo(50), 5),
      reader.playlistOf(minutesAgo(40), 5, '&speed=-1'),
    ]);

    for (const { segments } of watched) expect(segments.length).toBeGreaterThanOrEqual(5);
  });
});
