import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { streamReader } from '../../testing/stream-reader.ts';

const HOUR_MS = 3_600_000;
let world: World;
let reader: ReturnType<typeof streamReader>;

beforeAll(async () => {
  world = await createWorld();
  reader = streamReader(world, await world.importCamera(1));
});
afterAll(() => world?.close());

describe('a segment', () => {
  const link = async () => {
    const { segments } = await reader.playlistOf(new Date(world.clock.now().getTime() - HOUR_MS), 1);
    return new URL(segments[0]?.url ?? '', world.service.url);
  };

  it('needs no token, its link is its permission, and comes whole', async () => {
    const answer = await fetch(await link());

    expect(answer.headers.get('Content-Type')).toBe('video/mp2t');
    const { byteLength } = await answer.arrayBuffer();
    expect(answer.headers.get('Content-Length')).toBe(String(byteLength));
    expect(byteLength % 188).toBe(0);
  });

  it('is not given any more to somebody who may not see the camera', async () => {
    const others = await createWorld();
    const its = await others.importCamera(2);
    const reader = streamReader(others, its);
    const { segments } = await reader.playlistOf(new Date(others.clock.now().getTime() - HOUR_MS), 1);
    await others.showOnly([]);

    const refused = await fetch(new URL(segments[0]?.url ?? '', others.service.url));

    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'segment-link-invalid' });
    await others.close();
  });

  it.each([
    ['somebody else', (url: URL) => url.searchParams.set('user', randomUUID())],
    ['another camera', (url: URL) => url.searchParams.set('camera', randomUUID())],
    ['a number that was never made', (url: URL) => (url.pathname = url.pathname.replace('0.ts', '99999.ts'))],
    ['another stream', (url: URL) => (url.pathname = url.pathname.replace(/streams\/./, 'streams/_'))],
    ['a longer life', (url: URL) => url.searchParams.set('expires', '4000000000')],
    ['no signature', (url: URL) => url.searchParams.delete('signature')],
    ['a path of its own', (url: URL) => (url.pathname = url.pathname.replace('0.ts', '..%2f..%2f0.ts'))],
  ])('is not given for a link with %s', async (_, alter) => {
    const url = await link();
    alter(url);

    expect([400, 403, 404]).toContain((await fetch(url)).status);
  });
});

describe('the files of streams', () => {
  it('are gone when the service has stopped', async () => {
    const other = await createWorld();
    const its = await other.importCamera(2);
    const time = new Date(world.clock.now().getTime() - 2 * HOUR_MS).toISOString();
    await other.call(`GET /api/v1/cameras/${its.id}/playback/stream?time=${time}`);
    const streams = join(other.directory, 'streams');
    expect(await readdir(streams)).toHaveLength(1);

    await other.service.close();

    expect(await readdir(streams)).toEqual([]);
    await other.close();
  });
});
