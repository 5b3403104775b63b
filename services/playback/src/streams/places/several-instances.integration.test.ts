import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { type Problem, StreamId } from '@playhead/contracts';
import { call, type TestService } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { InstanceId, newInstanceId } from '../../instances/instance.ts';
import { createWorld, type World } from '../../testing/playback-world.ts';
import { readPlaylist } from '../../testing/read-playlist.ts';
import { LocalStreams } from '../serving/local-streams.ts';
import { newStreamId } from '../stream-id.ts';

const MINUTE_MS = 60_000;
let world: World;
let camera: Awaited<ReturnType<World['importCamera']>>;
let second: TestService;
let time: Date;

beforeAll(async () => {
  world = await createWorld({}, { prepared: { size: '640x360', kilobits: 500 } });
  camera = await world.importCamera(1);
  second = await world.startInstance();
  wishAnew();
});
afterAll(async () => {
  await second?.close();
  await world?.close();
});

/** What nobody has wished for yet. */
function wishAnew() {
  minutesAgo += 1;
  time = new Date(world.clock.now().getTime() - minutesAgo * MINUTE_MS);
}
let minutesAgo = 100;

const pathOf = (more = '', cameraId: string = camera.id) =>
  `/api/v1/cameras/${cameraId}/playback/stream?time=${time.toISOString()}${more}`;

const read = ({ url }: Pick<TestService, 'url'>, more?: string, cameraId?: string) =>
  call(url, `GET ${pathOf(more, cameraId)}`, { token: world.investigator });

/** Opens a stream through an instance. */
async function open(instance: Pick<TestService, 'url'>) {
  const answer = await read(instance);
  expect(answer.status).toBe(200);
  return playlistIn(answer.body);
}

function playlistIn(body: unknown) {
  const [, id] = /STREAM="([^"]+)"/.exec(String(body)) ?? [];
  const { segments } = readPlaylist(String(body));
  return { streamId: StreamId.parse(id), segments, link: segments[0]?.url ?? '' };
}

const getFrom = ({ url }: Pick<TestService, 'url'>, link: string) => fetch(new URL(link, url));

/** The wish for `time`, as the claims know it. */
const wish = () => [camera.id, time.getTime(), '', 1, 'h264'].join('|');

/** An instance that the database knows, whatever it is, with a claim for a new wish. */
async function givenOwner(url: string, seenAt = new Date()) {
  wishAnew();
  const id = newInstanceId();
  const streamId = newStreamId(id);
  await world.database.insertInto('playback_instances').values({ id, url, seen_at: seenAt }).execute();
  await world.database
    .insertInto('playback_streams')
    .values({ wish: wish(), id: streamId, instance_id: id })
    .execute();
  const leave = () => world.database.deleteFrom('playback_instances').where('id', '=', id).execute();
  onTestFinished(async () => {
    await leave();
  });
  return { streamId, leave };
}

describe('a stream that one instance has', () => {
  it('is read through another, its segments too, and opened only once', async () => {
    const { streamId, segments } = await open(world.service);

    const other = await open(second);

    expect(other.streamId).toBe(streamId);
    expect(other.segments[0]).toEqual(segments[0]);
    const [here, there] = await Promise.all([
      getFrom(world.service, other.link),
      getFrom(second, other.link),
    ]);
    expect(there.status).toBe(200);
    expect(Object.fromEntries(there.headers)).toMatchObject({
      'content-type': 'video/mp2t',
      'cache-control': here.headers.get('cache-control'),
      'content-length': here.headers.get('content-length'),
    });
    expect(await there.arrayBuffer()).toEqual(await here.arrayBuffer());
  });

  it('is one, though two instances are asked for it at the same moment', async () => {
    wishAnew();
    const opened = await Promise.all([world.service, second, world.service, second].map(open));

    expect(new Set(opened.map(({ streamId }) => streamId)).size).toBe(1);
  });

  it('says through another where it begins', async () => {
    const [first, through] = [await read(world.service), await read(second)];

    expect(through.headers.get('x-playback-start')).toBe(first.headers.get('x-playback-start'));
    expect(through.headers.get('content-type')).toBe(first.headers.get('content-type'));
  });

  it('is made by another as soon as its instance has ended, and read again by its id it is gone', async () => {
    wishAnew();
    const ending = await world.startInstance();
    const { streamId, link } = await open(ending);
    await ending.close();

    expect(await read(second, `&streamId=${streamId}`)).toMatchObject({
      status: 404,
      body: { code: 'stream-not-found' },
    });
    const segment = await getFrom(second, link);
    expect(segment.status).toBe(404);
    expect(await segment.json()).toMatchObject({ code: 'stream-not-found' });
    expect((await open(second)).streamId).not.toBe(streamId);
  });
});

/** Somebody watches two segments of a stream here, and nothing is kept behind them. */
async function watchOn({ streamId, segments }: Awaited<ReturnType<typeof open>>) {
  for (const { url } of segments.slice(0, 2)) await getFrom(world.service, url);
  await world.service.app.get(LocalStreams).get(streamId).dropWatched();
}

describe('a stream whose beginning is dropped', () => {
  it.each([
    ['the instance that has it', () => world.service],
    ['another instance', () => second],
  ])('is not what somebody gets who asks %s for its moment: that begins anew', async (_, asked) => {
    wishAnew();
    const watched = await open(world.service);
    await watchOn(watched);

    const answer = await read(asked());

    const anew = playlistIn(answer.body);
    expect(anew.streamId).not.toBe(watched.streamId);
    expect(anew.segments[0]?.wallClock).toEqual(watched.segments[0]?.wallClock);
    expect(answer.headers.get('x-playback-start')).toBe(anew.segments[0]?.wallClock.toISOString());
  });

  it('is read on by those who watch it, through any instance', async () => {
    wishAnew();
    const watched = await open(world.service);
    await watchOn(watched);
    await open(second);

    for (const instance of [world.service, second]) {
      const { status, body } = await read(instance, `&streamId=${watched.streamId}`);
      expect(status).toBe(200);
      expect(playlistIn(body).streamId).toBe(watched.streamId);
      expect(String(body)).toContain('#EXT-X-MEDIA-SEQUENCE:1\n');
    }
  });

  it('goes to nobody else, though the database was not told', async () => {
    wishAnew();
    const watched = await open(world.service);
    await watchOn(watched);
    await world.database.deleteFrom('playback_streams').where('wish', '=', wish()).execute();
    await world.database
      .updateTable('playback_streams')
      .set({ wish: wish() })
      .where('id', '=', watched.streamId)
      .execute();

    expect((await open(second)).streamId).not.toBe(watched.streamId);
  });
});

describe('what the instance that has a stream does not find', () => {
  it('is what the viewer is told, and nobody looks for it again', async () => {
    const problem: Problem = {
      type: 'about:blank',
      code: 'footage-not-found',
      title: 'No footage',
      status: 404,
      detail: 'Nothing was recorded.',
      error: 'Nothing was recorded.',
    };
    const answering = createHttpServer((_, reply) => {
      reply.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem));
    }).listen(0, '127.0.0.1');
    await once(answering, 'listening');
    onTestFinished(() => {
      answering.close();
    });
    const { streamId } = await givenOwner(urlOf(answering.address()));

    for (const more of ['', `&streamId=${streamId}`]) {
      expect(await read(world.service, more)).toMatchObject({
        status: 404,
        body: { code: 'footage-not-found' },
      });
    }
  });
});

describe('an instance that does not answer', () => {
  it('gives its streams up to who can not reach it', async () => {
    const { streamId } = await givenOwner('http://127.0.0.1:1');

    expect((await open(world.service)).streamId).not.toBe(streamId);
  });

  it('has none once it was not seen for some seconds, and is not asked', async () => {
    let asked = 0;
    const { server, url } = await givenSilentServer();
    server.on('connection', () => {
      asked += 1;
    });
    const { streamId } = await givenOwner(url, new Date(Date.now() - 9_000));

    expect((await open(world.service)).streamId).not.toBe(streamId);
    expect(asked).toBe(0);
  });

  it('is waited for no longer than it says that it is there', async () => {
    const { server, url } = await givenSilentServer();
    const { streamId, leave } = await givenOwner(url);
    const opening = open(world.service);
    await once(server, 'connection');

    await leave();

    expect((await opening).streamId).not.toBe(streamId);
  });
});

/** Takes connections, and never says a word. */
async function givenSilentServer() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  return { server, url: urlOf(server.address()) };
}

function urlOf(address: AddressInfo | string | null) {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}

describe('what one instance asks another', () => {
  it('is not asked on: a request makes no second hop', async () => {
    const { link } = await open(world.service);
    const hop = { 'x-playhead-hop': '1' };

    const segment = await fetch(new URL(link, second.url), { headers: hop });
    const { streamId } = await open(world.service);
    const playlist = await fetch(new URL(pathOf(`&streamId=${streamId}`), second.url), {
      headers: { ...hop, Authorization: `Bearer ${world.investigator}` },
    });

    expect([segment.status, playlist.status]).toEqual([404, 404]);
  });

  it.each([
    ['somebody else', (url: URL) => url.searchParams.set('user', camera.id)],
    ['a longer life', (url: URL) => url.searchParams.set('expires', '4000000000')],
    ['another signature', (url: URL) => url.searchParams.set('signature', 'A'.repeat(43))],
  ])('never begins for a segment link with %s', async (_, alter) => {
    const { link } = await open(world.service);
    const url = new URL(link, second.url);
    alter(url);

    expect([
      (await getFrom(world.service, url.pathname + url.search)).status,
      (await fetch(url)).status,
    ]).toEqual([403, 403]);
  });

  it('never leads to an address that no instance has given', async () => {
    const unknown = newStreamId(InstanceId.parse('0123456789ab'));

    expect(await read(second, `&streamId=${unknown}`)).toMatchObject({ status: 404 });
    expect((await read(second, '&streamId=http://127.0.0.1/')).status).toBe(400);
  });

  it('is no way round the access to a camera', async () => {
    const other = await world.importCamera(2);
    const { streamId } = await open(world.service);

    for (const instance of [world.service, second]) {
      expect(await read(instance, `&streamId=${streamId}`, other.id)).toMatchObject({
        status: 404,
        body: { code: 'stream-not-found' },
      });
    }
  });
});
