import type { Muxer, TimedPicture } from './muxer.ts';

const PACKET = 188;
const HEADER = 4;
const PAYLOAD = PACKET - HEADER;
const SYNC = 0x47;
const TABLE_PID = 0;
const MAP_PID = 0x1000;
const VIDEO_PID = 0x100;
const VIDEO_STREAM = 0xe0;
const STREAM_TYPES = { h264: 0x1b, h265: 0x24 } as const;
const TICKS_PER_MS = 90;
/** Where the clock begins anew: more than bit operators take. */
const WRAP = 2 ** 33;
/** Pictures are shown this much after the clock that goes with them, in ticks, so that it is never behind. */
const LEAD = 45_000;

/** Pictures must begin with a delimiter here (ISO/IEC 13818-1, 2.14.1); cameras leave it out. */
const DELIMITERS = {
  h264: { type: 9, units: [0, 0, 0, 1, 0x09, 0xf0] },
  h265: { type: 35, units: [0, 0, 0, 1, 0x46, 0x01, 0x50] },
} as const;
const NO_UNITS = [] as const;

const START_CODE = Buffer.from([0, 0, 1]);
/** What the clock takes of a packet, with the length and the flags before it. */
const CLOCK_BYTES = 8;

interface PictureClock {
  /** When the picture is shown, in ticks. */
  time: number;
  isKey: boolean;
}

/** How many packets are handed on at once, so that no picture is held twice. */
const PACKETS_AT_ONCE = 340;

/** MPEG-TS of H.264 or H.265 in which each picture keeps its own time, to the millisecond (ISO/IEC 13818-1). */
export class TransportStream implements Muxer {
  readonly container = 'mp2t';
  /** Each kind of packets is counted, modulo 16; the tables always come together. */
  #counter = 0;
  #tableCounter = 0;

  constructor(
    private readonly codec: 'h264' | 'h265',
    /** Epoch ms of the first picture; the stream counts from it. */
    private readonly startTime: number,
  ) {}

  *add({ time: takenAt, isKey, data }: TimedPicture): Generator<Buffer> {
    const time = ((takenAt - this.startTime) * TICKS_PER_MS + 2 * LEAD) % WRAP;
    if (isKey) yield this.#tables();
    const head = Buffer.from([...pesHeader(time), ...this.#delimiter(data)]);
    yield* this.#packets(head, data, { time, isKey });
  }

  #delimiter(data: Buffer): readonly number[] {
    const { type, units } = DELIMITERS[this.codec];
    const start = data.indexOf(START_CODE);
    const header = data[start + 3] ?? 0;
    const first = this.codec === 'h264' ? header & 0x1f : (header >> 1) & 0x3f;
    return start !== -1 && first === type ? NO_UNITS : units;
  }

  /** Cuts a picture into packets; the first carries the head and the clock, the last is filled up. */
  *#packets(head: Buffer, data: Buffer, clock: PictureClock): Generator<Buffer> {
    let at = Math.min(PAYLOAD - CLOCK_BYTES - head.length, data.length);
    const isFilledUp = (data.length - at) % PAYLOAD > 0;
    let left = 1 + Math.ceil((data.length - at) / PAYLOAD);
    let from = PACKET;
    while (left > 0) {
      const count = Math.min(PACKETS_AT_ONCE, left);
      left -= count;
      const out = Buffer.allocUnsafe(PACKET * count);
      if (from > 0) this.#first(out.subarray(0, from), head, data.subarray(0, at), clock);
      const to = left === 0 && isFilledUp ? out.length - PACKET : out.length;
      const bytes = ((to - from) / PACKET) * PAYLOAD;
      this.#whole(out.subarray(from, to), data.subarray(at, at + bytes));
      at += bytes;
      if (to < out.length) this.#last(out.subarray(to), data.subarray(at));
      yield out;
      from = 0;
    }
  }

  #first(packet: Buffer, head: Buffer, data: Buffer, { time, isKey }: PictureClock): void {
    const payload = this.#header(packet, 0, { filling: PAYLOAD - head.length - data.length, isFirst: true });
    packet[5] = isKey ? 0x50 : 0x10;
    writeClock(packet, 6, (time + WRAP - LEAD) % WRAP);
    packet.fill(0xff, 6 + 6, payload);
    head.copy(packet, payload);
    data.copy(packet, payload + head.length);
  }

  /**
   * Packets of nothing but data, of which there are thousands a second. It is copied to their end in one go and moved to its
   * places from there: each block goes before where it lies, and over none that is still to be moved.
   */
  #whole(packets: Buffer, data: Buffer): void {
    let from = packets.length - data.length;
    data.copy(packets, from);
    for (let start = 0; start < packets.length; start += PACKET) {
      packets.copyWithin(start + HEADER, from, from + PAYLOAD);
      this.#header(packets, start, { filling: 0, isFirst: false });
      from += PAYLOAD;
    }
  }

  #last(packet: Buffer, data: Buffer): void {
    const filling = PAYLOAD - data.length;
    const payload = this.#header(packet, 0, { filling, isFirst: false });
    if (filling > 1) packet.fill(0xff, 5, payload).writeUInt8(0, 5);
    data.copy(packet, payload);
  }

  /** Where the payload begins. `filling` is how much of its place something else takes. */
  #header(out: Buffer, start: number, { filling, isFirst }: { filling: number; isFirst: boolean }): number {
    out[start] = SYNC;
    out[start + 1] = (isFirst ? 0x40 : 0) | (VIDEO_PID >> 8);
    out[start + 2] = VIDEO_PID & 0xff;
    out[start + 3] = (filling > 0 ? 0x30 : 0x10) | this.#counter;
    this.#counter = (this.#counter + 1) % 16;
    if (filling > 0) out[start + 4] = filling - 1;
    return start + HEADER + filling;
  }

  #tables(): Buffer {
    const tables = Buffer.concat([
      section(TABLE_PID, this.#tableCounter, programs),
      section(MAP_PID, this.#tableCounter, this.#map()),
    ]);
    this.#tableCounter = (this.#tableCounter + 1) % 16;
    return tables;
  }

  #map(): Buffer {
    const head = [0x02, 0xb0, 18, 0, 1, 0xc1, 0, 0, 0xe0 | (VIDEO_PID >> 8), VIDEO_PID & 0xff, 0xf0, 0];
    return Buffer.from([
      ...head,
      STREAM_TYPES[this.codec],
      0xe0 | (VIDEO_PID >> 8),
      VIDEO_PID & 0xff,
      0xf0,
      0,
    ]);
  }
}

function section(pid: number, counter: number, content: Buffer): Buffer {
  const packet = Buffer.alloc(PACKET, 0xff);
  packet[0] = SYNC;
  packet.writeUInt16BE(0x4000 | pid, 1);
  packet[3] = 0x10 | counter;
  packet[4] = 0;
  content.copy(packet, 5);
  packet.writeUInt32BE(checksum(content), 5 + content.length);
  return packet;
}

/** One program, described by the map. */
const programs = Buffer.from([0x00, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xe0 | (MAP_PID >> 8), MAP_PID & 0xff]);

/** Without a length, as only video may: pictures are often longer than it can say. */
function pesHeader(time: number): readonly number[] {
  const [high, middle, low] = [Math.floor(time / 2 ** 30), (time / 2 ** 15) & 0x7fff, time & 0x7fff];
  const stamp = [
    0x21 | (high << 1),
    middle >> 7,
    ((middle << 1) & 0xff) | 1,
    low >> 7,
    ((low << 1) & 0xff) | 1,
  ];
  return [0, 0, 1, VIDEO_STREAM, 0, 0, 0x80, 0x80, stamp.length, ...stamp];
}

/** 33 bits, 6 reserved ones, and 9 bits of a finer clock that is not used. */
function writeClock(packet: Buffer, at: number, clock: number): void {
  packet.writeUInt32BE(Math.floor(clock / 2), at);
  packet.writeUInt16BE(((clock % 2) << 15) | 0x7e00, at + 4);
}

/** CRC-32 as tables carry it (ISO/IEC 13818-1, annex A). */
function checksum(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  }
  return crc >>> 0;
}
