import { describe, expect, it } from 'vitest';
import { TransportStream } from './transport-stream.ts';

const START = Date.parse('2026-03-01T12:00:00Z');
const VIDEO_PID = 0x100;

const picture = (time: number, size: number, isKey = false) => ({
  time: START + time,
  isKey,
  data: Buffer.concat([Buffer.from([0, 0, 0, 1, isKey ? 0x65 : 0x41]), Buffer.alloc(size, 0xab)]),
});

/** The pictures in it, read as the standard says and by none of the code under test. */
function picturesIn(stream: Buffer) {
  const found: { pts: number; data: Buffer; counters: number[] }[] = [];
  for (let at = 0; at < stream.length; at += 188) {
    const packet = stream.subarray(at, at + 188);
    expect(packet[0]).toBe(0x47);
    if ((packet.readUInt16BE(1) & 0x1fff) !== VIDEO_PID) continue;
    const control = packet.readUInt8(3);
    const payload = packet.subarray((control & 0x20) === 0 ? 4 : 5 + packet.readUInt8(4));
    if ((packet.readUInt8(1) & 0x40) !== 0) {
      const high = BigInt((payload.readUInt8(9) >> 1) & 7) << 30n;
      const low = BigInt(((payload.readUInt16BE(10) >> 1) << 15) | (payload.readUInt16BE(12) >> 1));
      const pts = Number(high | low);
      found.push({ pts, data: payload.subarray(14), counters: [control & 15] });
      continue;
    }
    const last = found.at(-1);
    if (last === undefined) continue;
    last.data = Buffer.concat([last.data, payload]);
    last.counters.push(control & 15);
  }
  return found;
}

const written = (muxer: TransportStream, ...pictures: ReturnType<typeof picture>[]) =>
  Buffer.concat(pictures.flatMap((one) => [...muxer.add(one)]));

describe('a transport stream', () => {
  it('keeps the time of each picture, however they are spaced, and every byte of it', () => {
    // Sizes around what one packet holds, where stuffing begins and ends.
    const pictures = Array.from({ length: 400 }, (_, index) =>
      picture(index * 40 + (index % 3) * 7, 100 + index, index % 50 === 0),
    );

    const found = picturesIn(written(new TransportStream('h264', START), ...pictures));

    expect(found.map(({ pts }) => (pts - (found[0]?.pts ?? 0)) / 90)).toEqual(
      pictures.map(({ time }) => time - START),
    );
    const delimiter = Buffer.from([0, 0, 0, 1, 9, 0xf0]);
    expect(
      found.every(({ data }, index) =>
        data.equals(Buffer.concat([delimiter, pictures[index]?.data ?? data])),
      ),
    ).toBe(true);
  });

  it('counts its packets without a gap', () => {
    const stream = written(new TransportStream('h264', START), picture(0, 90_000, true), picture(40, 10));

    const counters = picturesIn(stream).flatMap((one) => one.counters);

    expect(counters).toEqual(counters.map((_, index) => index % 16));
  });

  it('goes on over the moment at which its clock begins anew', () => {
    const dayAndMore = 27 * 3_600_000;
    const found = picturesIn(
      written(new TransportStream('h264', START), picture(0, 10, true), picture(dayAndMore, 10)),
    );

    const [first, second] = found.map(({ pts }) => pts);
    expect(((second ?? 0) - (first ?? 0) + 2 ** 33) % 2 ** 33).toBe((dayAndMore * 90) % 2 ** 33);
  });

  it('puts no second delimiter where the camera sends one', () => {
    const data = Buffer.from([0, 0, 0, 1, 0x46, 1, 0x50, 0, 0, 0, 1, 0x26, 1]);

    const [found] = picturesIn(
      written(new TransportStream('h265', START), { time: START, isKey: true, data }),
    );

    expect(found?.data).toEqual(data);
  });

  it('hands a large picture on in pieces', () => {
    const pieces = [...new TransportStream('h264', START).add(picture(0, 1_000_000, true))];

    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(100_000);
  });
});
