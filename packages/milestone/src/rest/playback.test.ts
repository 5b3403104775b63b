import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { deferred } from '../testing/deferred.ts';
import { CAMERA, CAMERAS, failureOf, given } from '../testing/given.ts';
import { json, type SeenRequest } from '../testing/scripted-vms.ts';

const VIDEO = `GET ${CAMERAS}/${CAMERA.id}/video`;
const SNAPSHOT = `GET ${CAMERAS}/${CAMERA.id}/snapshots`;
const time = new Date('2026-03-01T11:00:00.500Z');
const wanted = { deviceId: CAMERA.id, startTime: time, speed: -2 };

describe('recorded video', () => {
  it('says what it is and from when, as the VMS tells', async () => {
    const { client, vms } = await given();
    const headers = {
      'Content-Type': 'Video/H264; profile=high',
      'X-Video-Start-Time': '2026-03-01T11:00:00.480Z',
      'X-Video-Frame-Rate': '12.5',
    };
    vms.on(VIDEO, (response) => response.writeHead(200, headers).end('pictures'));

    const { body, ...video } = await client.getVideoStream({ ...wanted, format: 'h264' });

    expect(video).toEqual({
      container: 'h264',
      startTime: new Date('2026-03-01T11:00:00.480Z'),
      frameRate: 12.5,
    });
    expect((await buffer(body)).toString()).toBe('pictures');
    expect(vms.calls(VIDEO).map(({ query }) => Object.fromEntries(query))).toEqual([
      { time: '2026-03-01T11:00:00.500Z', speed: '-2', format: 'h264' },
    ]);
  });

  it('is to be probed, and begins at the asked time, where the VMS tells nothing', async () => {
    const { client, vms } = await given();
    vms.on(VIDEO, (response) => response.end('pictures'));

    const { body, ...video } = await client.getVideoStream(wanted);

    expect(video).toEqual({ container: 'unknown', startTime: time });
    body.destroy();
  });

  it('opens with a fresh token when the old one has died', async () => {
    const { client, vms } = await given();
    await client.login();
    vms.expireTokens();
    vms.on(VIDEO, (response) => response.end('pictures'));

    const { body } = await client.getVideoStream(wanted);

    expect((await buffer(body)).toString()).toBe('pictures');
  });

  it('says that there is no such camera', async () => {
    const { client, vms } = await given();
    vms.on(VIDEO, json({ error: 'not found' }, 404));

    await expect(client.getVideoStream(wanted)).rejects.toMatchObject({
      kind: 'not-found',
      missing: 'camera',
    });
  });

  it('says that there is no footage', async () => {
    const { client, vms } = await given();
    vms.on(`GET ${CAMERAS}/${CAMERA.id}`, json(CAMERA));
    vms.on(VIDEO, json({ error: 'no footage' }, 404));

    await expect(client.getVideoStream(wanted)).rejects.toMatchObject({
      kind: 'not-found',
      missing: 'footage',
    });
  });

  it('outlives the deadline of the request', async () => {
    const { client, vms, clock } = await given();
    const more = deferred<() => void>();
    vms.on(VIDEO, (response) => {
      response.write('one ', () => more.resolve(() => response.end('two')));
    });

    const { body } = await client.getVideoStream(wanted);
    const finish = await more.promise;
    clock.advance(60_000);
    finish();

    expect((await buffer(body)).toString()).toBe('one two');
  });

  it('is given up when its first byte does not come', async () => {
    const { client, vms, clock } = await given({ retryAttempts: 1 });
    await client.login();
    const asked = deferred<SeenRequest>();
    vms.on(VIDEO, (_response, request) => asked.resolve(request));

    const video = failureOf(client.getVideoStream(wanted));
    await asked.promise;
    clock.advance(10_000);

    expect(await video).toMatchObject({ kind: 'unavailable' });
  });

  it('fails with a typed error when the VMS drops it', async () => {
    const { client, vms } = await given();
    vms.on(VIDEO, (response) => response.write('some', () => response.destroy()));

    const { body } = await client.getVideoStream(wanted);

    expect(await failureOf(buffer(body))).toMatchObject({ kind: 'unavailable' });
  });

  it.each(['abort', 'destroy', 'close'] as const)('leaves no connection open after %s', async (way) => {
    const { client, vms } = await given();
    const asked = deferred<SeenRequest>();
    vms.on(VIDEO, (response, request) => {
      response.write('some');
      asked.resolve(request);
    });
    const caller = new AbortController();
    const { body } = await client.getVideoStream(wanted, { signal: caller.signal });
    const { socket } = await asked.promise;
    const hungUp = once(socket, 'close');
    body.on('error', () => {});

    if (way === 'abort') caller.abort();
    if (way === 'destroy') body.destroy();
    if (way === 'close') await client.close();

    await hungUp;
    expect(body.destroyed).toBe(true);
  });

  it('leaves the other calls their connections, however many streams are open', async () => {
    const { client, vms } = await given({ maxConnections: 2 });
    vms.on(VIDEO, (response) => response.write('some'));
    const streams = await Promise.all([client.getVideoStream(wanted), client.getVideoStream(wanted)]);

    await expect(client.listCameras({ limit: 1, offset: 0 })).resolves.toMatchObject({ total: 1 });
    for (const { body } of streams) body.destroy();
  });

  it('opens as many streams at a time as its own limit allows, whatever that of the calls', async () => {
    const { client, vms } = await given({ maxConnections: 1, maxVideoConnections: 3 });
    vms.on(VIDEO, (response) => response.write('some'));
    const open = () => client.getVideoStream(wanted);
    const streams = await Promise.all([open(), open(), open()]);

    const oneMore = open();
    const openedFirst = await Promise.race([oneMore, client.listCameras({ limit: 1, offset: 0 })]);
    expect(openedFirst).toMatchObject({ total: 1 });
    for (const { body } of streams) body.destroy();
    (await oneMore).body.destroy();
  });
});

describe('a snapshot', () => {
  it('is the picture as the VMS sends it', async () => {
    const { client, vms } = await given();
    vms.on(SNAPSHOT, (response) => response.writeHead(200, { 'Content-Type': 'image/jpeg' }).end('jpeg'));

    await expect(client.getSnapshot(CAMERA.id, time)).resolves.toEqual({
      image: Buffer.from('jpeg'),
      contentType: 'image/jpeg',
    });
    expect(vms.calls(SNAPSHOT).map(({ query }) => query.get('time'))).toEqual(['2026-03-01T11:00:00.500Z']);
  });

  it.each([
    ['no picture', 'text/html', '<html>'],
    ['nothing', 'image/jpeg', ''],
  ])('is a protocol error when the VMS sends %s', async (_what, contentType, body) => {
    const { client, vms } = await given();
    vms.on(SNAPSHOT, (response) => response.writeHead(200, { 'Content-Type': contentType }).end(body));

    await expect(client.getSnapshot(CAMERA.id, time)).rejects.toMatchObject({ kind: 'protocol' });
  });
});
