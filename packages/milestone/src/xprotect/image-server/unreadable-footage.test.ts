import { buffer } from 'node:stream/consumers';
import { describe, expect, it, vi } from 'vitest';
import { failureOf } from '../../testing/given.ts';
import { at, CONNECTED, group, KEY, NOON } from '../testing/groups.ts';
import { multipart, single, videoPacket } from '../testing/image-server-bytes.ts';
import { givenXProtect } from '../testing/scripted-xprotect.ts';
import { MOST_BODY_BYTES } from './messages.ts';

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
        bodies: [Buffer.concat([Buffer.from([0, 0x0a]), Buffer.alloc(MOST_BODY_BYTES)])],
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
  const large = single({
    current: NOON + 10_000,
    next: NOON + 11_000,
    bodies: [Buffer.alloc(MOST_BODY_BYTES + 1)],
  });
  vms.images = (method) => (method === 'connect' ? CONNECTED : large);

  expect(await failureOf(client.getVideoStream(at(10)))).toMatchObject({
    kind: 'protocol',
    message: expect.stringContaining('more than 7 MiB'),
  });
  await vi.waitFor(() => expect(vms.imageSockets.size).toBe(0), 10_000);
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
