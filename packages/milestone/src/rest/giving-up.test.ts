import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { deferred } from '../testing/deferred.ts';
import { CAMERAS, failureOf, given } from '../testing/given.ts';
import { json, type SeenRequest } from '../testing/scripted-vms.ts';

const page = { limit: 10, offset: 0 };

describe('a caller that gives up', () => {
  it('closes the connection to the VMS at once', async () => {
    const { client, vms } = await given();
    const asked = deferred<SeenRequest>();
    vms.on(`GET ${CAMERAS}`, (_response, request) => asked.resolve(request));
    const caller = new AbortController();

    const cameras = failureOf(client.listCameras(page, { signal: caller.signal }));
    const { socket } = await asked.promise;
    const closed = once(socket, 'close');
    caller.abort();

    expect(await cameras).toMatchObject({ kind: 'aborted' });
    await closed;
  });

  it('does not wait for the next try', async () => {
    const { client, vms, clock } = await given();
    vms.on(`GET ${CAMERAS}`, json({}, 500));
    const caller = new AbortController();

    const cameras = failureOf(client.listCameras(page, { signal: caller.signal }));
    await clock.awaited(500);
    caller.abort();

    expect(await cameras).toMatchObject({ kind: 'aborted' });
    expect(clock.pending).toEqual([]);
  });

  it('asks nothing when it had given up before', async () => {
    const { client, vms } = await given();

    await expect(client.listCameras(page, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      kind: 'aborted',
    });
    expect(vms.seen).toEqual([]);
  });

  it('ends every call when the client closes', async () => {
    const { client, vms } = await given();
    const asked = deferred<SeenRequest>();
    vms.on(`GET ${CAMERAS}`, (_response, request) => asked.resolve(request));

    const cameras = failureOf(client.listCameras(page));
    await asked.promise;
    await client.close();

    expect(await cameras).toMatchObject({ kind: 'aborted' });
    expect(await failureOf(client.listCameras(page))).toMatchObject({ kind: 'aborted' });
  });
});
