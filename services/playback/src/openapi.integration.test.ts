import { type CameraId, streamHeaders } from '@playhead/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findGap } from './testing/find-gap.ts';
import { createWorld, type World } from './testing/playback-world.ts';
import { readPlaylist } from './testing/read-playlist.ts';

const Document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
        responses: z.record(
          z.string(),
          z.object({
            content: z.record(z.string(), z.unknown()).default({}),
            headers: z.record(z.string(), z.unknown()).default({}),
          }),
        ),
      }),
    ),
  ),
});

let world: World;
let cameraId: CameraId;
/** Of which there is footage. */
let moment: string;
let document: z.infer<typeof Document>;

beforeAll(async () => {
  world = await createWorld();
  cameraId = (await world.importCamera(1)).id;
  moment = new Date((await findGap(world, cameraId)).startTime.getTime() - 60_000).toISOString();
  document = Document.parse((await world.call('GET /api/v1/openapi/playback.json')).body);
});
afterAll(() => world?.close());
beforeEach(() => world.simulator.clearFaults());

const camera = (rest: string) => `/api/v1/cameras/${cameraId}/playback/${rest}`;

/** How the document describes this answer to a request of the route. */
function declarationOf(route: string, status: number) {
  const [method = '', path = ''] = route.split(' ');
  return document.paths[path]?.[method.toLowerCase()]?.responses[status];
}

async function ask(
  path: string,
  { token = world.investigator, ...wishes }: { token?: string } & RequestInit = {},
) {
  const gone = new AbortController();
  const headers = { Authorization: `Bearer ${token}`, ...wishes.headers };
  const answer = await fetch(new URL(path, world.service.url), { ...wishes, headers, signal: gone.signal });
  // A motion JPEG never ends; for the others the head says all that is compared.
  const text = answer.headers.get('Content-Type')?.startsWith('multipart/') ? '' : await answer.text();
  gone.abort();
  return { status: answer.status, headers: answer.headers, text };
}

const frames = 'GET /api/v1/cameras/{cameraId}/playback/frames';
const snapshot = 'GET /api/v1/cameras/{cameraId}/playback/snapshot';
const stream = 'GET /api/v1/cameras/{cameraId}/playback/stream';
const control = 'POST /api/v1/cameras/{cameraId}/playback/control';
const thumbnail = 'GET /api/v1/cameras/{cameraId}/playback/thumbnails/{wallClock}';
const segment = 'GET /api/v1/playback/streams/{streamId}/segments/{name}';

async function segmentPath() {
  const [first] = readPlaylist((await ask(camera(`stream?time=${moment}`))).text).segments;
  return first?.url ?? '';
}

async function withEtag() {
  const { headers } = await ask(camera(`frames?time=${moment}`));
  return ask(camera(`frames?time=${moment}`), { headers: { 'If-None-Match': headers.get('ETag') ?? '' } });
}

async function refused(status: number) {
  world.simulator.addFault({ kind: 'status', status, calls: 'all' });
  const unknown = new Date(Date.parse(moment) - 86_400_000).toISOString();
  const body = JSON.stringify({ action: 'step', timestamp: unknown });
  return ask(camera('control'), { method: 'POST', body, headers: { 'Content-Type': 'application/json' } });
}

describe('the OpenAPI document of playback', () => {
  it.each([
    ['an HLS stream', stream, 200, () => ask(camera(`stream?time=${moment}`))],
    ['motion JPEG', stream, 200, () => ask(camera(`stream?time=${moment}&format=mjpeg`))],
    ['a segment', segment, 200, async () => ask(await segmentPath())],
    ['a picture', frames, 200, () => ask(camera(`frames?time=${moment}`))],
    ['a picture that the client has', frames, 304, withEtag],
    ['a snapshot', snapshot, 200, () => ask(camera(`snapshot?time=${moment}`))],
    ['a thumbnail', thumbnail, 200, () => ask(camera(`thumbnails/${moment}?interval=60`))],
    ['who does not say who they are', stream, 401, () => ask(camera('stream'), { token: '' })],
    [
      'who may not play',
      stream,
      403,
      async () => ask(camera('stream'), { token: await world.keys.tokenFor('viewer') }),
    ],
    ['what is no request', stream, 400, () => ask(camera('stream'))],
    [
      'a link that nobody signed',
      segment,
      403,
      async () => ask((await segmentPath()).replace(/.{3}$/, 'xxx')),
    ],
    ['a VMS that is away', control, 503, () => refused(503)],
    ['a VMS that refuses', control, 502, () => refused(403)],
  ])('describes the answer to %s as it is', async (_, route, status, answering) => {
    const { headers, ...answer } = await answering();

    expect(answer.status).toBe(status);
    const declared = declarationOf(route, status);
    const [type] = headers.get('Content-Type')?.split(';') ?? [];
    expect(Object.keys(declared?.content ?? {})).toEqual(
      type === undefined ? [] : expect.arrayContaining([type]),
    );
    const own = [...headers.keys()].filter((name) => /^(x-playback-|x-wall-clock|x-crossed|etag)/.test(name));
    expect(Object.keys(declared?.headers ?? {}).map((name) => name.toLowerCase())).toEqual(
      expect.arrayContaining(own),
    );
  });

  it('names the headers of a stream, also that of a stream that broke off', () => {
    expect(Object.keys(declarationOf(stream, 200)?.headers ?? {})).toEqual(Object.values(streamHeaders));
  });

  it('asks for no header that is between the instances, or that the sign-in is', () => {
    const asked = Object.values(document.paths).flatMap((path) =>
      Object.values(path).flatMap(({ parameters }) => parameters.filter((one) => one.in === 'header')),
    );

    expect(asked).toEqual([]);
  });
});
