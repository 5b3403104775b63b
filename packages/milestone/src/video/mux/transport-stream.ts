import type { Muxer, TimedPicture } from './muxer.ts';

const PACKET = 188;
const PAYLOAD = PACKET - 4;
const SYNC = 0x47;
const TABLE_PID = 0;
const MAP_PID = 0x1000;
const VIDEO_PID = 0x100;
const VIDEO_STREAM = 0xe0;
const STREAM_TYPES = { h264: 0x1b, h265: 0x24 } as const;
const TICKS_PER_MS = 90n;
const WRAP = 1n << 33n;
/** Pictures are shown this much after the clock that goes with them, in ticks, so that it is never behind. */
const LEAD = 45_000n;

/** Pictures must begin with a delimiter here (ISO/IEC 13818-1, 2.14.1); cameras leave it out. */
const DELIMITERS = {
  h264: { type: 9, units: Buffer.from([0, 0, 0, 1, 0x09, 0xf0]) },
  h265: { type: 35, units: Buffer.from([0, 0, 0, 1, 0x46, 0x01, 0x50]) },
} as const;

const START_CODE = Buffer.from([0, 0, 1]);
/** What the clock takes of a packet, with the length and the flags before it. */
const CLOCK_BYTES = 8;

interface PictureClock {
  /** When the picture is shown, in ticks. */
  time: bigint;
  isKey: boolean;
}

/** How many packets are handed on at once, so that no picture is held twice. */
const PACKETS_AT_ONCE = 340;

/** MPEG-TS of H.264 or H.265 in which each picture keeps its own time, to the millisecond (ISO/IEC 13818-1). */
export class TransportStream implements Muxer {
  readonly container = 'mp2t';
  #continuity = new Map<number, number>();

  constructor(
    private readonly codec: 'h264' | 'h265',
    /** Epoch ms of the first picture; the stream counts from it. */
    private readonly startTime: number,
  ) {}

  *add({ time: takenAt, isKey, data }: TimedPicture): Generator<Buffer> {
    const time = (BigInt(takenAt - this.startTime) * TICKS_PER_MS + 2n * LEAD) % WRAP;
    if (isKey) yield Buffer.concat([this.#section(TABLE_PID, programs), this.#section(MAP_PID, this.#map())]);
    const head = Buffer.concat([pesHeader(time), this.#delimiter(data)]);
    yield* this.#packets(head, data, { time, isKey });
  }

  #delimiter(data: Buffer): Buffer {
    const { type, units } = DELIMITERS[this.codec];
    const start = data.indexOf(START_CODE);
    const header = data[start + 3] ?? 0;
    const first = this.codec === 'h264' ? header & 0x1f : (header >> 1) & 0x3f;
    return start !== -1 && first === type ? Buffer.alloc(0) : units;
  }

  /** Cuts a picture into packets; the first carries the head and the clock, the last is filled up. */
  *#packets(head: Buffer, data: Buffer, clock: PictureClock): Generator<Buffer> {
    let at = -head.length;
    while (at < data.length) {
      const count = Math.min(PACKETS_AT_ONCE, 1 + Math.ceil((data.length - at) / PAYLOAD));
      const out = Buffer.allocUnsafe(PACKET * count);
      let filled = 0;
      for (; filled < count && at < data.length; filled += 1) {
        const start = filled * PACKET;
        at = at < 0 ? this.#first(out, start, head, data, clock) : this.#next(out, start, data, at);
      }
      yield out.subarray(0, filled * PACKET);
    }
  }

  /** How far the data is written. */
  #first(out: Buffer, start: number, head: Buffer, data: Buffer, { time, isKey }: PictureClock): number {
    const taken = Math.min(PAYLOAD - CLOCK_BYTES - head.length, data.length);
    const adaptation = PAYLOAD - head.length - taken;
    const payload = this.#header(out, start, { adaptation, isFirst: true });
    out[start + 5] = isKey ? 0x50 : 0x10;
    writeClock(out, start + 6, (time + WRAP - LEAD) % WRAP);
    out.fill(0xff, start + 12, payload);
    head.copy(out, payload);
    data.copy(out, payload + head.length, 0, taken);
    return taken;
  }

  /** How far the data is written. */
  #next(out: Buffer, start: number, data: Buffer, at: number): number {
    const taken = Math.min(PAYLOAD, data.length - at);
    const adaptation = PAYLOAD - taken;
    const payload = this.#header(out, start, { adaptation, isFirst: false });
    if (adaptation > 1) out.fill(0xff, start + 5, payload).writeUInt8(0, start + 5);
    data.copy(out, payload, at, at + taken);
    return at + taken;
  }

  /** Where the payload begins. */
  #header(
    out: Buffer,
    start: number,
    { adaptation, isFirst }: { adaptation: number; isFirst: boolean },
  ): number {
    out[start] = SYNC;
    out[start + 1] = (isFirst ? 0x40 : 0) | (VIDEO_PID >> 8);
    out[start + 2] = VIDEO_PID & 0xff;
    out[start + 3] = (adaptation > 0 ? 0x30 : 0x10) | this.#count(VIDEO_PID);
    if (adaptation > 0) out[start + 4] = adaptation - 1;
    return start + 4 + adaptation;
  }

  #section(pid: number, section: Buffer): Buffer {
    const packet = Buffer.alloc(PACKET, 0xff);
    packet[0] = SYNC;
    packet.writeUInt16BE(0x4000 | pid, 1);
    packet[3] = 0x10 | this.#count(pid);
    packet[4] = 0;
    section.copy(packet, 5);
    packet.writeUInt32BE(checksum(section), 5 + section.length);
    return packet;
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

  #count(pid: number): number {
    const count = this.#continuity.get(pid) ?? 0;
    this.#continuity.set(pid, (count + 1) % 16);
    return count;
  }
}

/** One program, described by the map. */
const programs = Buffer.from([0x00, 0xb0, 13, 0, 1, 0xc1, 0, 0, 0, 1, 0xe0 | (MAP_PID >> 8), MAP_PID & 0xff]);

/** Without a length, as only video may: pictures are often longer than it can say. */
function pesHeader(time: bigint): Buffer {
  const header = Buffer.from([0, 0, 1, VIDEO_STREAM, 0, 0, 0x80, 0x80, 5, 0, 0, 0, 0, 0]);
  header.writeUInt8(Number(0x21n | ((time >> 29n) & 0x0en)), 9);
  header.writeUInt16BE(Number((((time >> 15n) & 0x7fffn) << 1n) | 1n), 10);
  header.writeUInt16BE(Number(((time & 0x7fffn) << 1n) | 1n), 12);
  return header;
}

/** 33 bits, 6 reserved ones, and 9 bits of a finer clock that is not used. */
function writeClock(packet: Buffer, at: number, clock: bigint): void {
  packet.writeUInt32BE(Number(clock >> 1n), at);
  packet.writeUInt16BE(Number((clock & 1n) << 15n) | 0x7e00, at + 4);
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
