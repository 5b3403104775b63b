import { checksum } from '../video/checksum.ts';
import { writeClock } from '../video/timestamps.ts';
import { PAT_PID, streamTypes, TS_PACKET, TS_SYNC } from '../video/transport-packets.ts';
import type { Coding } from './coding.ts';
import { UncuttableError } from './uncuttable.ts';

/** FFmpeg's own, so that players see the same streams where it goes on with what was cut. */
const MAP_PID = 0x1000;
export const PICTURE_PID = 0x100;
export const SOUND_PID = 0x101;

const HEADER_BYTES = 4;
const PAYLOAD_BYTES = TS_PACKET - HEADER_BYTES;
/** An adaptation field with a clock: its length, its flags, and six bytes. */
const CLOCK_BYTES = 8;
const HAS_CLOCK = 0x10;
const IS_KEY = 0x40;
const STARTS_UNIT = 0x40;
const FIRST_BYTES = 64 * 1024;

/** A unit on its way out. */
export interface WrittenUnit {
  pid: number;
  /** The new header, and what else comes before the rest. */
  front: Buffer;
  /** The packets of the rest. */
  rest: Buffer;
  /** What the program's clock is at its beginning, in ticks; not every unit has to tell. */
  clock?: number | undefined;
  isKey: boolean;
}

/** Writes transport packets, each PID counted by itself, until they are taken. */
export class PacketWriter {
  private buffer = Buffer.allocUnsafe(FIRST_BYTES);
  private length = 0;
  private readonly counts = new Map<number, number>();
  private readonly tables: { pid: number; section: Buffer }[];

  constructor(coding: Coding, hasSound: boolean) {
    const sound = hasSound ? [streamOf(streamTypes.aac, SOUND_PID)] : [];
    this.tables = [
      { pid: PAT_PID, section: sectionOf(0, [0, 1, ...pidBytes(MAP_PID)]) },
      {
        pid: MAP_PID,
        section: sectionOf(2, [
          ...[...pidBytes(PICTURE_PID), 0xf0, 0],
          ...[streamOf(coding.streamType, PICTURE_PID), ...sound].flat(),
        ]),
      },
    ];
  }

  /** How many bytes are there to be taken. */
  get bytes(): number {
    return this.length;
  }

  /** What was written since the last time; valid until more is written. */
  take(): Buffer {
    const bytes = this.buffer.subarray(0, this.length);
    this.length = 0;
    return bytes;
  }

  /** What a segment begins with: a table of one program, and a table of its streams. */
  writeTables() {
    for (const { pid, section } of this.tables) {
      const at = this.reserve(TS_PACKET);
      this.writeHeader(at, pid, 0x10 | this.count(pid), STARTS_UNIT);
      this.buffer.fill(0xff, at + HEADER_BYTES, at + TS_PACKET);
      this.buffer[at + HEADER_BYTES] = 0;
      this.buffer.set(section, at + HEADER_BYTES + 1);
    }
  }

  /** @throws UncuttableError where the packets are scrambled. */
  writeUnit({ pid, front, rest, clock, isKey }: WrittenUnit) {
    let written = this.writePayload(pid, front, 0, { flags: isKey ? IS_KEY : 0, clock, begins: STARTS_UNIT });
    while (written < front.length) {
      written += this.writePayload(pid, front, written, { flags: 0, clock: undefined, begins: 0 });
    }
    this.copy(pid, rest);
  }

  /** One packet, filled up where `payload` has too little; answers how much of it that holds. */
  private writePayload(
    pid: number,
    payload: Buffer,
    from: number,
    { flags, clock, begins }: { flags: number; clock: number | undefined; begins: number },
  ): number {
    const least = clock === undefined ? (flags === 0 ? 0 : 2) : CLOCK_BYTES;
    const taken = Math.min(PAYLOAD_BYTES - least, payload.length - from);
    const adaptation = PAYLOAD_BYTES - taken;
    const at = this.reserve(TS_PACKET);
    this.writeHeader(at, pid, (adaptation > 0 ? 0x30 : 0x10) | this.count(pid), begins);
    const field = at + HEADER_BYTES;
    if (adaptation > 0) this.buffer[field] = adaptation - 1;
    if (adaptation > 1) {
      this.buffer.fill(0xff, field + 2, field + adaptation);
      this.buffer[field + 1] = flags | (clock === undefined ? 0 : HAS_CLOCK);
      if (clock !== undefined) writeClock(this.buffer, field + 2, clock);
    }
    payload.copy(this.buffer, field + adaptation, from, from + taken);
    return taken;
  }

  /** Packets as they are, but for their PID, their number, and what they say beside their payload. */
  private copy(pid: number, packets: Buffer) {
    const start = this.reserve(packets.length);
    let count = this.counts.get(pid) ?? 0;
    this.buffer.set(packets, start);
    let to = start;
    for (let at = start; at < start + packets.length; at += TS_PACKET) {
      const control = this.buffer.readUInt8(at + 3);
      if ((control & 0xc0) !== 0) throw new UncuttableError('It is scrambled.');
      const hasField = (control & 0x20) !== 0;
      const isEmpty = hasField && this.buffer.readUInt8(at + HEADER_BYTES) >= PAYLOAD_BYTES - 1;
      if ((control & 0x10) === 0 || isEmpty) continue;
      if (to < at) this.buffer.copyWithin(to, at, at + TS_PACKET);
      this.writeHeader(to, pid, (control & 0x30) | count);
      count = (count + 1) & 0xf;
      if (hasField) this.emptyField(to + HEADER_BYTES);
      to += TS_PACKET;
    }
    this.length = to;
    this.counts.set(pid, count);
  }

  /** The source's clock, if it is there, is not ours. */
  private emptyField(at: number) {
    const length = this.buffer.readUInt8(at);
    if (length === 0) return;
    this.buffer[at + 1] = 0;
    this.buffer.fill(0xff, at + 2, at + 1 + length);
  }

  private writeHeader(at: number, pid: number, control: number, begins = 0) {
    this.buffer[at] = TS_SYNC;
    this.buffer[at + 1] = begins | (pid >> 8);
    this.buffer[at + 2] = pid & 0xff;
    this.buffer[at + 3] = control;
  }

  /** The number of the next packet of a PID. */
  private count(pid: number): number {
    const count = this.counts.get(pid) ?? 0;
    this.counts.set(pid, (count + 1) & 0xf);
    return count;
  }

  /** Where so many bytes more may be written. */
  private reserve(bytes: number): number {
    const at = this.length;
    this.length += bytes;
    if (this.length > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.length, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, at));
      this.buffer = larger;
    }
    return at;
  }
}

const pidBytes = (pid: number) => [0xe0 | (pid >> 8), pid & 0xff];
const streamOf = (type: number, pid: number) => [type, ...pidBytes(pid), 0xf0, 0];

/** A table with its checksum, the first version of its kind (ISO/IEC 13818-1, 2.4.4). */
function sectionOf(table: number, content: readonly number[]): Buffer {
  const section = Buffer.from([table, 0xb0, 9 + content.length, 0, 1, 0xc1, 0, 0, ...content, 0, 0, 0, 0]);
  const end = section.length - 4;
  section.writeUInt32BE(checksum(section.subarray(0, end)), end);
  return section;
}
