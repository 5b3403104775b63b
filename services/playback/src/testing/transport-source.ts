import { checksum } from '../streams/video/checksum.ts';

const PACKET = 188;
const WRAP = 2n ** 33n;

/** A stream's packets, as a VMS may send them. */
export class TransportSource {
  private readonly counts = new Map<number, number>();
  private readonly packets: Buffer[] = [];

  constructor(
    private readonly pids: { map: number; picture: number; sound?: number } = { map: 0x42, picture: 0x1e1 },
    private readonly pictureType = 0x1b,
  ) {}

  get bytes(): Buffer {
    return Buffer.concat(this.packets);
  }

  /** What the program consists of; `descriptorBytes` make the map longer than a packet. */
  tables({ soundType = 0x0f, descriptorBytes = 0 } = {}): this {
    const { map, picture, sound } = this.pids;
    this.section(0, section(0, [0, 7, 0xe0 | (map >> 8), map & 0xff]));
    const descriptors = Buffer.alloc(descriptorBytes, 0xaa);
    const streams = [[this.pictureType, 0xe0 | (picture >> 8), picture & 0xff, 0xf0, 0]];
    if (sound !== undefined) streams.push([soundType, 0xe0 | (sound >> 8), sound & 0xff, 0xf0, 0]);
    const head = [
      0xe0 | (picture >> 8),
      picture & 0xff,
      0xf0 | (descriptorBytes >> 8),
      descriptorBytes & 0xff,
    ];
    this.section(map, section(2, [...head, ...descriptors, ...streams.flat()]));
    return this;
  }

  /** A picture with these times, in ticks of 90 kHz. */
  picture(times: { pts: number; dts?: number }, ...units: Buffer[]): this {
    return this.unit(this.pids.picture, 0xe0, times, Buffer.concat(units), false);
  }

  sound(pts: number, content: Buffer): this {
    return this.unit(this.pids.sound ?? Number.NaN, 0xc0, { pts }, content, true);
  }

  raw(bytes: Buffer): this {
    this.packets.push(bytes);
    return this;
  }

  private unit(
    pid: number,
    streamId: number,
    { pts, dts }: { pts: number; dts?: number },
    content: Buffer,
    tellsLength: boolean,
  ): this {
    const stamps = dts === undefined ? [stamp(2, pts)] : [stamp(3, pts), stamp(1, dts)];
    const stampBytes = Buffer.concat(stamps);
    const length = tellsLength ? 3 + stampBytes.length + content.length : 0;
    const flags = dts === undefined ? 0x80 : 0xc0;
    const header = [0, 0, 1, streamId, length >> 8, length & 0xff, 0x80, flags, stampBytes.length];
    const bytes = Buffer.concat([Buffer.from(header), stampBytes, content]);
    for (let at = 0; at < bytes.length; at += PACKET - 4) {
      this.packet(pid, at === 0, bytes.subarray(at, at + PACKET - 4));
    }
    return this;
  }

  private section(pid: number, bytes: Buffer) {
    const content = Buffer.concat([Buffer.from([0]), bytes]);
    for (let at = 0; at < content.length; at += PACKET - 4) {
      const piece = content.subarray(at, at + PACKET - 4);
      this.packet(pid, at === 0, Buffer.concat([piece, Buffer.alloc(PACKET - 4 - piece.length, 0xff)]));
    }
  }

  private packet(pid: number, starts: boolean, payload: Buffer) {
    const count = this.counts.get(pid) ?? 5;
    this.counts.set(pid, (count + 1) % 16);
    const stuffing = PACKET - 4 - payload.length;
    const field = Buffer.alloc(stuffing, 0xff);
    if (stuffing > 0) field[0] = stuffing - 1;
    if (stuffing > 1) field[1] = 0;
    const control = (stuffing > 0 ? 0x30 : 0x10) | count;
    const header = Buffer.from([0x47, (starts ? 0x40 : 0) | (pid >> 8), pid & 0xff, control]);
    this.packets.push(Buffer.concat([header, field, payload]));
  }
}

/** Units of H.264 with start codes; `id` tells sets apart. */
export const h264 = {
  delimiter: Buffer.from([0, 0, 0, 1, 0x09, 0xf0]),
  /** A sequence's set; its number is 0. */
  sequenceSet: (content = 0x11) => Buffer.from([0, 0, 0, 1, 0x67, 0x42, 0xc0, 0x1e, 0x80 | (content & 0x7f)]),
  pictureSet: (content = 0x22) => Buffer.from([0, 0, 0, 1, 0x68, 0x80 | (content & 0x7f)]),
  /** Says, after another message, that pictures are right from here on. */
  recoveryPoint: Buffer.from([0, 0, 1, 0x06, 5, 2, 0x31, 0x32, 6, 1, 0xc4, 0x80]),
  key: (bytes = 600) => Buffer.concat([Buffer.from([0, 0, 1, 0x65]), Buffer.alloc(bytes, 0x5a)]),
  other: (bytes = 200) => Buffer.concat([Buffer.from([0, 0, 1, 0x41]), Buffer.alloc(bytes, 0xa5)]),
};

function section(table: number, content: readonly number[]): Buffer {
  const bytes = Buffer.from([
    table,
    0xb0 | ((content.length + 9) >> 8),
    (content.length + 9) & 0xff,
    0,
    7,
    0xc3,
    0,
    0,
    ...content,
  ]);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(checksum(bytes));
  return Buffer.concat([bytes, sum]);
}

function stamp(mark: number, ticks: number): Buffer {
  const time = ((BigInt(ticks) % WRAP) + WRAP) % WRAP;
  const bits =
    (BigInt(mark) << 36n) | ((time >> 30n) << 33n) | (1n << 32n) | (((time >> 15n) & 0x7fffn) << 17n);
  const all = bits | (1n << 16n) | ((time & 0x7fffn) << 1n) | 1n;
  return Buffer.from(all.toString(16).padStart(10, '0'), 'hex');
}
