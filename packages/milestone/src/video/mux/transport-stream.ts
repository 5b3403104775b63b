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

  *add(picture: TimedPicture): Generator<Buffer> {
    const time = (BigInt(picture.time - this.startTime) * TICKS_PER_MS + 2n * LEAD) % WRAP;
    if (picture.isKey)
      yield Buffer.concat([this.#section(TABLE_PID, programs), this.#section(MAP_PID, this.#map())]);
    yield* this.#packets(
      Buffer.concat([pesHeader(time), this.#delimiter(picture.data), picture.data]),
      time,
      picture.isKey,
    );
  }

  #delimiter(data: Buffer): Buffer {
    const { type, units } = DELIMITERS[this.codec];
    const start = data.indexOf('\u0000\u0000\u0001', 0, 'latin1');
    const header = data[start + 3] ?? 0;
    const first = this.codec === 'h264' ? header & 0x1f : (header >> 1) & 0x3f;
    return start !== -1 && first === type ? Buffer.alloc(0) : units;
  }

  /** Cuts an elementary packet; the first carries the clock, the last is filled up. */
  *#packets(bytes: Buffer, time: bigint, isKey: boolean): Generator<Buffer> {
    let at = 0;
    while (at < bytes.length) {
      const out = Buffer.alloc(PACKET * PACKETS_AT_ONCE, 0xff);
      let count = 0;
      while (count < PACKETS_AT_ONCE && at < bytes.length) {
        const packet = out.subarray(count * PACKET, (count + 1) * PACKET);
        at += this.#fill(packet, bytes, at, at === 0 ? { time, isKey } : undefined);
        count += 1;
      }
      yield out.subarray(0, count * PACKET);
    }
  }

  /** How many bytes went in. */
  #fill(
    packet: Buffer,
    bytes: Buffer,
    at: number,
    first: { time: bigint; isKey: boolean } | undefined,
  ): number {
    const clockBytes = first ? 8 : 0;
    const room = PAYLOAD - clockBytes;
    const taken = Math.min(room, bytes.length - at);
    const adaptation = PAYLOAD - taken;
    packet[0] = SYNC;
    packet.writeUInt16BE((first ? 0x4000 : 0) | VIDEO_PID, 1);
    packet[3] = (adaptation > 0 ? 0x30 : 0x10) | this.#count(VIDEO_PID);
    if (adaptation > 0) packet[4] = adaptation - 1;
    if (adaptation > 1) packet[5] = first ? (first.isKey ? 0x50 : 0x10) : 0;
    if (first) writeClock(packet, 6, (first.time + WRAP - LEAD) % WRAP);
    bytes.copy(packet, 4 + adaptation, at, at + taken);
    return taken;
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
