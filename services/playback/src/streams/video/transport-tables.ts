import { checksum } from './checksum.ts';
import { PAT_PID, payloadStart, pidOf, startsUnit } from './transport-packets.ts';

const ASSOCIATION_TABLE = 0;
const MAP_TABLE = 2;
/** What follows a section's length field is never longer (ISO/IEC 13818-1, 2.4.4). */
const MAX_SECTION = 1024;
const CHECKSUM_BYTES = 4;

/** What a program map names: the type of a stream (ISO/IEC 13818-1, table 2-34), and its packets. */
export interface MappedStream {
  type: number;
  pid: number;
}

/** Follows the tables of a transport stream, of which the first program counts. */
export class ProgramTables {
  /** As the last map says; `undefined` while there was none. */
  streams: readonly MappedStream[] | undefined;
  private mapPid: number | undefined;
  private readonly association = new SectionReader(ASSOCIATION_TABLE);
  private map = new SectionReader(MAP_TABLE);

  /** Whether the packets of this PID are tables. */
  has = (pid: number): boolean => pid === PAT_PID || pid === this.mapPid;

  /** A packet of a table. */
  take(packet: Buffer) {
    if (pidOf(packet) === PAT_PID) {
      const section = this.association.take(packet);
      const pid = section && firstMapPid(section);
      if (pid === undefined || pid === this.mapPid) return;
      this.mapPid = pid;
      this.map = new SectionReader(MAP_TABLE);
    } else {
      const section = this.map.take(packet);
      if (section !== undefined) this.streams = streamsOf(section);
    }
  }
}

/** Joins the sections of one kind of table, which may be longer than a packet. */
class SectionReader {
  private bytes: Buffer = Buffer.alloc(0);

  constructor(private readonly table: number) {}

  /** The section that ends with this packet, without its checksum; `undefined` for one that is torn or not valid yet. */
  take(packet: Buffer): Buffer | undefined {
    const payload = packet.subarray(payloadStart(packet));
    if (startsUnit(packet)) this.bytes = Buffer.from(payload.subarray(1 + (payload[0] ?? 0)));
    else if (this.bytes.length > 0) this.bytes = Buffer.concat([this.bytes, payload]);
    if (this.bytes.length < 3) return undefined;
    const length = 3 + (this.bytes.readUInt16BE(1) & 0xfff);
    if (length <= MAX_SECTION && this.bytes.length < length) return undefined;
    const section = this.bytes.subarray(0, length);
    this.bytes = Buffer.alloc(0);
    return this.isValid(section) ? section.subarray(0, -CHECKSUM_BYTES) : undefined;
  }

  /** A section that is announced for later has a zero where this looks for a one. */
  private isValid(section: Buffer): boolean {
    if (section.length < 8 + CHECKSUM_BYTES || section[0] !== this.table) return false;
    return (section.readUInt8(5) & 1) === 1 && checksum(section) === 0;
  }
}

function firstMapPid(section: Buffer): number | undefined {
  for (let at = 8; at + 4 <= section.length; at += 4) {
    if (section.readUInt16BE(at) !== 0) return section.readUInt16BE(at + 2) & 0x1fff;
  }
  return undefined;
}

function streamsOf(section: Buffer): MappedStream[] {
  const streams: MappedStream[] = [];
  if (section.length < 12) return streams;
  let at = 12 + (section.readUInt16BE(10) & 0xfff);
  while (at + 5 <= section.length) {
    streams.push({ type: section.readUInt8(at), pid: section.readUInt16BE(at + 1) & 0x1fff });
    at += 5 + (section.readUInt16BE(at + 3) & 0xfff);
  }
  return streams;
}
