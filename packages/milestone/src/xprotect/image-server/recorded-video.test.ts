import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import type { VmsVideoStream } from '../../milestone-client.ts';
import { failureOf } from '../../testing/given.ts';
import { at, CONNECTED, group, KEY, NOON } from '../testing/groups.ts';
import { multipart, single, videoPacket, xml } from '../testing/image-server-bytes.ts';
import { CAMERA_ID, givenXProtect, type ScriptedXProtect, sequences } from '../testing/scripted-xprotect.ts';

/** An ImageServer that gives these answers one after the other, whatever is asked, and the last one over and over. */
function answering(vms: ScriptedXProtect, ...answers: readonly Buffer[]) {
  let at = 0;
  vms.images = (method) => {
    if (method === 'connect') return CONNECTED;
    at += 1;
    return answers[Math.min(at, answers.length) - 1];
  };
}

/** Settles when the recorder sees that the connections it has now are closed. */
const hungUp = (vms: ScriptedXProtect) =>
  Promise.all([...vms.imageSockets].map((socket) => once(socket, 'close')));

/** When the pictures are shown, in ms from the first, from the time stamps of the MPEG-TS. */
async function shown({ body, container }: VmsVideoStream): Promise<number[]> {
  expect(container).toBe('mp2t');
  const bytes = await buffer(body);
  const stamps: number[] = [];
  for (let packet = 0; packet < bytes.length; packet += 188) {
    const start = packet + 5 + bytes.readUInt8(packet + 4);
    if ((bytes.readUInt16BE(packet + 1) & 0x5fff) !== 0x4100) continue;
    stamps.push(((bytes.readUInt16BE(start + 10) >> 1) << 15) | (bytes.readUInt16BE(start + 12) >> 1));
  }
  return stamps.map((stamp) => (stamp - (stamps[0] ?? 0)) / 90);
}

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
    await vi.waitFor(() => expect(asked()).toBeGreaterThanOrEqual(3));
    await new Promise((resolve) => setImmediate(resolve));

    expect(asked()).toBeLessThanOrEqual(4);
    const before = asked();
    for (let read = 0; read < 600_000; )
      read += (body.read()?.length ?? (await once(body, 'readable')).length) || 0;
    expect(asked()).toBeGreaterThan(before);
    body.destroy();
  });
});

describe('pictures that only the recorder can make', () => {
  const jpeg = (second: number, next: number) =>
    single({
      current: NOON + second * 1000,
      next: NOON + next * 1000,
      bodies: [Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 1, 0x68, 2, 0x80, 3, second])],
    });

  it.each([
    ['of another codec', group(10, 11, { codec: 0x04 })],
    [
      'in the old form',
      single({
        current: NOON + 10_000,
        next: NOON + 11_000,
        bodies: [Buffer.concat([Buffer.from([0, 0x0a]), Buffer.alloc(80)])],
      }),
    ],
    [
      'in a body larger than what a stream may hold',
      single({
        current: NOON + 10_000,
        next: NOON + 11_000,
        bodies: [Buffer.concat([Buffer.from([0, 0x0a]), Buffer.alloc(5 * 1024 * 1024)])],
      }),
    ],
    [
      'under a mask',
      multipart({
        current: NOON + 10_000,
        next: NOON + 11_000,
        headers: ['PrivacyMask: grid;1'],
        bodies: [videoPacket({ time: NOON, data: KEY })],
      }),
    ],
  ])('%s are asked for as JPEG, each with its own time', async (_what, unreadable) => {
    const { client, vms } = await givenXProtect();
    const jpegs = [jpeg(10, 12), jpeg(12, 12)];
    let isJpeg = false;
    vms.images = (method, request) => {
      if (method !== 'connect') return isJpeg ? (jpegs.shift() ?? jpeg(12, 12)) : unreadable;
      isJpeg = request.includes('<alwaysstdjpeg>yes');
      return CONNECTED;
    };

    const { body, container, startTime } = await client.getVideoStream(at(10));
    const bytes = await buffer(body);

    expect(container).toBe('unknown');
    expect(startTime).toEqual(new Date(NOON + 10_000));
    expect(bytes.subarray(0, 4).toString('hex')).toBe('1a45dfa3');
    // A cluster for each picture, with its time in ms from the first.
    expect(clusterTimes(bytes)).toEqual([0n, 2000n]);
  });
});

it('is a typed error where not even the JPEG can be held', async () => {
  const { client, vms } = await givenXProtect();
  const large = single({ current: NOON + 10_000, next: NOON + 11_000, bodies: [Buffer.alloc(5_000_000)] });
  vms.images = (method) => (method === 'connect' ? CONNECTED : large);

  expect(await failureOf(client.getVideoStream(at(10)))).toMatchObject({ kind: 'protocol' });
  await vi.waitFor(() => expect(vms.imageSockets.size).toBe(0));
});

/** When the clusters of a Matroska begin, in ms from the first. */
function clusterTimes(bytes: Buffer): bigint[] {
  const times: bigint[] = [];
  const id = Buffer.from('1f43b675', 'hex');
  // Behind the id come eight bytes of length; the time has one byte of id and eight of length of its own.
  for (let at = bytes.indexOf(id); at !== -1; at = bytes.indexOf(id, at + 4)) {
    times.push(bytes.readBigUInt64BE(at + 4 + 8 + 1 + 8));
  }
  return times;
}

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
    await vi.waitFor(() => expect(vms.imageSockets.size).toBe(0));
  });

  it('says nothing: an abort closes the socket, before the video is there and after', async () => {
    const { client, vms } = await givenXProtect();
    vms.images = (method) => (method === 'connect' ? CONNECTED : undefined);
    const caller = new AbortController();
    const opening = failureOf(client.getVideoStream(at(10), { signal: caller.signal }));
    await vi.waitFor(() => expect(vms.calls('images goto')).toHaveLength(1));
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
    await vi.waitFor(() => expect(vms.imageSockets.size).toBe(0));
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
