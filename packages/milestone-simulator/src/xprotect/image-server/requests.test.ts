import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessUnit, accessUnits } from './access-units.ts';
import { GopPlaces } from './gop-places.ts';
import { imageResponse } from './image-response.ts';
import { connectParameters, requestsOf } from './requests.ts';

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Cuts bytes at the given places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % bytes.length))].toSorted((a, b) => a - b);
  return [...ends, bytes.length].map((end, index) => bytes.subarray(index === 0 ? 0 : ends[index - 1], end));
}

describe('requests', () => {
  it('are the same however they are cut on the way', async () => {
    const call = (id: number) =>
      `<?xml version="1.0"?><methodcall><requestid>${id}</requestid><methodname>goto</methodname><time>${id}</time></methodcall>\r\n\r\n`;
    const bytes = Buffer.from([1, 2, 3].map(call).join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 30 }), async (places) => {
        const calls = await all(requestsOf(Readable.from(cut(bytes, places))));
        expect(calls.map(({ requestid, time }) => [requestid, time])).toEqual([
          ['1', 1],
          ['2', 2],
          ['3', 3],
        ]);
      }),
    );
  });

  it('take a token as it is, with its hashes and slashes', () => {
    const token = 'TOKEN#b41f#host//ServerConnector#';
    expect(connectParameters(`id=ABC&connectiontoken=${token}`)).toEqual({ cameraId: 'abc', token });
  });
});

describe('a camera without footage', () => {
  it('has no place to go to, and answers with zeros and no body', () => {
    const places = new GopPlaces([]);
    expect([places.at(0), places.first, places.last]).toEqual([undefined, undefined, undefined]);
    const times = { requestId: '3', previous: 0, current: 0, next: 0 };
    expect(imageResponse(times, { kind: 'empty' }).toString()).toBe(
      'ImageResponse\r\nRequestId: 3\r\nPrev: 0\r\nCurrent: 0\r\nNext: 0\r\nContent-length: 0\r\n\r\n\r\n\r\n',
    );
  });
});

describe('pictures in Annex B', () => {
  const nal = (...bytes: number[]) => Buffer.from([0, 0, 0, 1, ...bytes]);
  const streams = {
    h264: {
      key: Buffer.concat([nal(0x67, 0x42, 1), nal(0x68, 0xce, 2), nal(0x65, 0x88, 3, 4)]),
      others: [nal(0x41, 0x9a, 5), nal(0x41, 0x9b, 6, 7)],
    },
    h265: {
      key: Buffer.concat([nal(0x40, 1, 12), nal(0x42, 1, 1), nal(0x44, 1, 0xc1), nal(0x26, 1, 0xaf, 4)]),
      others: [nal(0x02, 1, 0xd0, 5), Buffer.concat([nal(0x02, 1, 0xd0, 6), nal(0x02, 1, 0x50, 7)])],
    },
  };

  it.each(['h264', 'h265'] as const)('are the same however they are cut on the way: %s', async (codec) => {
    const { key, others } = streams[codec];
    const pictures = [key, ...others, key, ...others];
    const bytes = Buffer.concat(pictures);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 30 }), async (places) => {
        const units: AccessUnit[] = await all(accessUnits(Readable.from(cut(bytes, places)), codec));
        expect(units.map(({ data }) => data)).toEqual(pictures);
        expect(units.map(({ isKey }) => isKey)).toEqual([true, false, false, true, false, false]);
      }),
    );
  });
});
