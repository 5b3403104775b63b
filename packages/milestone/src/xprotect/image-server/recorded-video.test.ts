import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { at, CONNECTED, group, NOON } from '../testing/groups.ts';
import { single } from '../testing/image-server-bytes.ts';
import { answering, shown } from '../testing/recorded-video.ts';
import { CAMERA_ID, givenXProtect, sequences } from '../testing/scripted-xprotect.ts';

describe('recorded video from a recorder', () => {
  it('begins with the key picture before the asked time and ends where the database does', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10), group(11), group(12, 12));

    const video = await client.getVideoStream(at(10.4));

    expect(video.startTime).toEqual(new Date(NOON + 10_000));
    expect(await shown(video)).toEqual([0, 250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2250, 2500, 2750]);
    expect(vms.calls('images goto')[0]?.body).toContain(`<time>${NOON + 10_400}</time>`);
  });

  it('names itself with the token, which stands in the connect request and nowhere else', async () => {
    const { client, vms, log } = await givenXProtect();
    answering(vms, group(10, 10));

    await shown(await client.getVideoStream(at(10)));

    expect(vms.calls('images connect')[0]?.body).toMatch(
      new RegExp(`<connectparam>id=${CAMERA_ID}&amp;connectiontoken=TOKEN#\\d#host//x#</connectparam>`),
    );
    expect(log.join()).not.toContain('TOKEN#');
  });

  it('ends with its sequence, though the recorder would go on behind the gap', async () => {
    const { client, vms } = await givenXProtect();
    for (const method of ['SequencesGet', 'SequencesGetAround']) {
      vms.on(method, sequences(method, ['2026-03-01T12:00:00Z', '2026-03-01T12:00:12Z']));
    }
    answering(vms, group(10), group(11, 60), group(60));

    expect(await shown(await client.getVideoStream(at(10)))).toHaveLength(8);
  });

  it('goes on with a sequence that has grown since it was opened', async () => {
    const { client, vms } = await givenXProtect();
    const script = (...entries: Parameters<typeof sequences>[1][]) => {
      for (const method of ['SequencesGet', 'SequencesGetAround'])
        vms.on(method, sequences(method, ...entries));
    };
    script(['2026-03-01T12:00:00Z', '2026-03-01T12:00:11Z']);
    answering(vms, group(10), group(11), group(12), group(13, 13));

    const video = await client.getVideoStream(at(10));
    script(['2026-03-01T12:00:00Z', '2026-03-01T12:00:14Z']);

    expect(await shown(video)).toHaveLength(16);
  });

  it('passes over what lies before a gap, into which goto does not lead', async () => {
    const { client, vms } = await givenXProtect();
    for (const method of ['SequencesGet', 'SequencesGetAround']) {
      vms.on(method, sequences(method, ['2026-03-01T12:00:30Z', '2026-03-01T12:00:32Z']));
    }
    answering(vms, group(5, 30), group(30), group(31, 31));

    const video = await client.getVideoStream(at(20));

    expect(video.startTime).toEqual(new Date(NOON + 30_000));
    expect(await shown(video)).toHaveLength(8);
  });

  it('begins with the picture of the asked time where the recorder, which cuts times, leads to the one before', async () => {
    const { client, vms } = await givenXProtect();
    const jpeg = (ms: number, next: number) =>
      single({ current: NOON + ms, next: NOON + next, bodies: [Buffer.from([0xff, 0xd8, 0xff, 0xd9])] });
    answering(vms, jpeg(10_000, 10_066), jpeg(10_066, 10_133), jpeg(10_133, 10_133));

    const { body, startTime } = await client.getVideoStream(at(10.066));
    body.destroy();

    expect(startTime).toEqual(new Date(NOON + 10_066));
  });

  it('is not there where the newest pictures are older than what is asked for', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10, 10));

    const late = await failureOf(client.getVideoStream(at(20)));
    const last = await client.getVideoStream(at(10.8));

    expect(late).toMatchObject({ kind: 'not-found', missing: 'footage' });
    expect(await shown(last)).toHaveLength(4);
  });

  it('is not there in an empty database', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, single({ current: 0, next: 0, bodies: [] }));

    expect(await failureOf(client.getVideoStream(at(10)))).toMatchObject({ missing: 'footage' });
  });

  it('shows bursts of pictures one after the other', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10, 10, { time: NOON + 10_000 }));

    expect(await shown(await client.getVideoStream(at(10)))).toEqual([0, 1, 2, 3]);
  });

  it('is H.265 where the camera sends that', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10, 10, { codec: 0x0e }));

    const { body, container } = await client.getVideoStream(at(10));

    expect(container).toBe('mp2t');
    // The program map names the kind of the stream.
    expect((await buffer(body)).subarray(188, 376).includes(Buffer.from([0x24, 0xe1, 0x00]))).toBe(true);
  });

  it('ends where the camera begins to send another codec', async () => {
    const { client, vms } = await givenXProtect();
    answering(vms, group(10), group(11, 12, { codec: 0x0e }), group(12));

    expect(await shown(await client.getVideoStream(at(10)))).toHaveLength(4);
  });

  it('asks for three groups ahead while it is read, and for nothing while it is not', async () => {
    const { client, vms } = await givenXProtect();
    let second = 10;
    vms.images = (method) =>
      method === 'connect' ? CONNECTED : group(second++, second, { data: Buffer.alloc(60_000, 1) });

    const { body } = await client.getVideoStream(at(10));
    await once(body, 'readable');
    const asked = () => vms.calls('images next').length;
    await vi.waitFor(() => expect(asked()).toBeGreaterThanOrEqual(3), 10_000);
    await new Promise((resolve) => setImmediate(resolve));

    expect(asked()).toBeLessThanOrEqual(4);
    const before = asked();
    for (let read = 0; read < 600_000; )
      read += (body.read()?.length ?? (await once(body, 'readable')).length) || 0;
    await vi.waitFor(() => expect(asked()).toBeGreaterThan(before));
    body.destroy();
  });
});
