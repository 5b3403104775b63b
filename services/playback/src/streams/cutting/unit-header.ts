import { readTimestamp, stampMarks, writeTimestamp } from '../video/timestamps.ts';
import { payloadStart, TS_PACKET } from '../video/transport-packets.ts';
import { UncuttableError } from './uncuttable.ts';

/** What comes before the flags; the length tells what comes after it. */
const FIXED_BYTES = 6;
/** The flags, and how much follows them. */
const FLAG_BYTES = 3;
const STAMP_BYTES = 5;
const MAX_LENGTH = 0xffff;

/** What the header of a unit says (ISO/IEC 13818-1, 2.4.3.6). */
export interface UnitHeader {
  streamId: number;
  /** When it is shown and when it is decoded, as the stream's clock has it. */
  pts: number;
  dts: number;
  /** How much follows the header; `undefined` where it does not say. */
  contentBytes: number | undefined;
  /** Where the content begins in the first packet. */
  contentAt: number;
}

/** @throws UncuttableError where there is no header, or it tells no time. */
export function readUnitHeader(packet: Buffer): UnitHeader {
  const at = payloadStart(packet);
  if ((packet.readUInt8(3) & 0xc0) !== 0) throw new UncuttableError('It is scrambled.');
  if (at + FIXED_BYTES + FLAG_BYTES > TS_PACKET || packet.readUIntBE(at, 3) !== 1) {
    throw new UncuttableError('A unit has no header.');
  }
  const length = packet.readUInt16BE(at + 4);
  const flags = packet.readUInt8(at + 7) >> 6;
  const contentAt = at + FIXED_BYTES + FLAG_BYTES + packet.readUInt8(at + 8);
  const stampsEnd = at + FIXED_BYTES + FLAG_BYTES + (flags === 3 ? 2 : 1) * STAMP_BYTES;
  if ((flags & 2) === 0 || stampsEnd > contentAt || contentAt > TS_PACKET) {
    throw new UncuttableError('A unit tells no time.');
  }
  const pts = readTimestamp(packet, at + 9);
  return {
    streamId: packet.readUInt8(at + 3),
    pts,
    dts: flags === 3 ? readTimestamp(packet, at + 9 + STAMP_BYTES) : pts,
    contentBytes: length === 0 ? undefined : length - (contentAt - at - FIXED_BYTES),
    contentAt,
  };
}

/** The header of a unit with these times. Only sound has to say how long it is, and only what is short can. */
export function writeUnitHeader({ streamId, pts, dts, contentBytes }: Omit<UnitHeader, 'contentAt'>): Buffer {
  const stampBytes = pts === dts ? STAMP_BYTES : 2 * STAMP_BYTES;
  const header = Buffer.alloc(FIXED_BYTES + FLAG_BYTES + stampBytes);
  const length = (contentBytes ?? MAX_LENGTH) + FLAG_BYTES + stampBytes;
  header.writeUInt32BE(0x100 | streamId, 0);
  header.writeUInt16BE(length > MAX_LENGTH ? 0 : length, 4);
  header.writeUInt8(0x80, 6);
  header.writeUInt8(pts === dts ? 0x80 : 0xc0, 7);
  header.writeUInt8(stampBytes, 8);
  writeTimestamp(header, 9, pts, pts === dts ? stampMarks.alone : stampMarks.shown);
  if (pts !== dts) writeTimestamp(header, 9 + STAMP_BYTES, dts, stampMarks.decoded);
  return header;
}
