import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { at, CONNECTED, group, NOON } from '../testing/groups.ts';
import { xml } from '../testing/image-server-bytes.ts';
import { hungUp, shown } from '../testing/recorded-video.ts';
import { givenXProtect } from '../testing/scripted-xprotect.ts';

describe('a recorder in trouble', () => {
  it('refuses the token: one fresh login, and the video comes', async () => {
    const { client, vms } = await givenXProtect();
    let connects = 0;
    vms.images = (method) => {
      if (method !== 'connect') return group(10, 10);
      connects += 1;
      return connects > 1 ? CONNECTED : xml({ connected: 'no', errorreason: 'Security token invalid' });
    };

    expect(await shown(await client.getVideoStream(at(10)))).toHaveLength(4);
    expect(vms.calls('Login')).toHaveLength(2);
  });

  it.each([
    ['Unknown device', { kind: 'not-found', missing: 'camera' }],
    ['No rights for TOKEN#7#host//x#', { kind: 'refused', message: expect.not.stringContaining('TOKEN') }],
  ])('that says "%s" is told apart', async (errorreason, failure) => {
    const { client, vms } = await givenXProtect();
    vms.images = () => xml({ connected: 'no', errorreason });

    expect(await failureOf(client.getVideoStream(at(10)))).toMatchObject(failure);
  });

  it('drops the connection in the middle: the stream ends in a typed error', async () => {
    const { client, vms } = await givenXProtect();
    const answers = [group(10), group(11).subarray(0, 200)];
    vms.images = (method) => (method === 'connect' ? CONNECTED : (answers.shift() ?? 'hang up'));

    const video = await client.getVideoStream(at(10));

    expect(await failureOf(buffer(video.body))).toMatchObject({ kind: 'unavailable' });
  });

  it('sends nonsense: a typed error, and the connection is closed', async () => {
    const { client, vms } = await givenXProtect();
    vms.images = (method) => (method === 'connect' ? CONNECTED : Buffer.from('HTTP/1.1 200 OK\r\n\r\n'));

    expect(await failureOf(client.getVideoStream(at(10)))).toMatchObject({ kind: 'protocol' });
    await vi.waitFor(() => expect(vms.imageSockets.size).toBe(0), 10_000);
  });

  it('says nothing: an abort closes the socket, before the video is there and after', async () => {
    const { client, vms } = await givenXProtect();
    vms.images = (method) => (method === 'connect' ? CONNECTED : undefined);
    const caller = new AbortController();
    const opening = failureOf(client.getVideoStream(at(10), { signal: caller.signal }));
    await vi.waitFor(() => expect(vms.calls('images goto')).toHaveLength(1), 10_000);
    const unopened = hungUp(vms);
    caller.abort();
    expect(await opening).toMatchObject({ kind: 'aborted' });
    await unopened;

    const answers = [group(10)];
    vms.images = (method) => (method === 'connect' ? CONNECTED : answers.shift());
    const viewer = new AbortController();
    const { body } = await client.getVideoStream(at(10), { signal: viewer.signal });
    const reading = failureOf(buffer(body));
    const unread = hungUp(vms);
    viewer.abort();
    expect(await reading).toMatchObject({ kind: 'aborted' });
    await unread;
  });

  it('is closed with the client', async () => {
    const { client, vms } = await givenXProtect();
    vms.images = (method) => (method === 'connect' ? CONNECTED : group(10));
    const { body } = await client.getVideoStream(at(10));
    const reading = failureOf(once(body, 'close'));

    await client.close();

    expect(await reading).toMatchObject({ kind: 'aborted' });
    await vi.waitFor(() => expect(vms.imageSockets.size).toBe(0), 10_000);
  });

  it('has as many connections as it may have; the next stream waits for one that ends', async () => {
    const { client, vms } = await givenXProtect({ maxVideoConnections: 1 });
    vms.images = (method) => (method === 'connect' ? CONNECTED : group(10));
    const first = await client.getVideoStream(at(10));
    const second = client.getVideoStream(at(10));
    await client.getRecordingMetadata({ ...at(0), endTime: new Date(NOON + 1000) });
    expect(vms.calls('images connect')).toHaveLength(1);

    first.body.destroy();
    const { body } = await second;

    expect(vms.calls('images connect')).toHaveLength(2);
    body.destroy();
  });
});
