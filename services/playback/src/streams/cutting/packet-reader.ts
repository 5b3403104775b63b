import { pidOf, startsUnit, TS_PACKET, TS_SYNC } from '../video/transport-packets.ts';
import { UncuttableError } from './uncuttable.ts';

/** So much that belongs to no packet may come in all; FFmpeg gives up after as much. */
const MAX_STRAY_BYTES = 64 * 1024;

/** Consecutive packets of one PID; a unit begins with the first of them, or none does. */
export interface PacketRun {
  pid: number;
  startsUnit: boolean;
  /** Valid until the next run is asked for. */
  packets: Buffer;
  /** How many bytes came before. */
  offset: number;
}

/** Finds the packets in the bytes of a transport stream, however these come in pieces. */
export class PacketReader {
  private rest: Buffer = Buffer.alloc(0);
  private restOffset = 0;
  private strayBytes = 0;
  private isInStep = false;

  /** How many bytes were read. */
  get offset(): number {
    return this.restOffset + this.rest.length;
  }

  /** @throws UncuttableError when too much belongs to no packet. */
  *read(chunk: Buffer): Generator<PacketRun> {
    // A packet that lies in two pieces is joined by itself: with all of the piece, that would be copied once more.
    const border = this.isInStep ? (TS_PACKET - this.rest.length) % TS_PACKET : 0;
    if (border > 0) yield* this.runs(chunk.subarray(0, border));
    yield* this.runs(chunk.subarray(border));
  }

  private *runs(chunk: Buffer): Generator<PacketRun> {
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const offset = this.restOffset;
    let at = 0;
    for (;;) {
      at = this.stepIn(bytes, at);
      const end = runEnd(bytes, at);
      if (!this.isInStep || end === at) break;
      const packets = bytes.subarray(at, end);
      yield { pid: pidOf(packets), startsUnit: startsUnit(packets), packets, offset: offset + at };
      at = end;
    }
    // A copy: what is left would keep all of the piece in memory.
    this.rest = Buffer.from(bytes.subarray(at));
    this.restOffset = offset + at;
  }

  /** Where the next packet begins: a sync byte, with another a packet later where that had to be looked for. */
  private stepIn(bytes: Buffer, from: number): number {
    let at = from;
    while (at < bytes.length && !(this.isInStep && bytes[at] === TS_SYNC)) {
      this.isInStep = false;
      if (bytes[at] === TS_SYNC) {
        if (at + TS_PACKET >= bytes.length) break;
        this.isInStep = bytes[at + TS_PACKET] === TS_SYNC;
        if (this.isInStep) break;
      }
      at += 1;
      this.strayBytes += 1;
      if (this.strayBytes > MAX_STRAY_BYTES) throw new UncuttableError('Too much of it is no MPEG-TS.');
    }
    return at;
  }
}

/** Where a run that begins at `at` ends. Only whole packets belong to it. */
function runEnd(bytes: Buffer, at: number): number {
  let end = at + TS_PACKET;
  if (end > bytes.length) return at;
  const [high, low] = [bytes.readUInt8(at + 1), bytes.readUInt8(at + 2)];
  // What begins a unit is told of alone: the flag lies beside the PID.
  if ((high & 0x40) !== 0) return end;
  while (
    end + TS_PACKET <= bytes.length &&
    bytes[end] === TS_SYNC &&
    ((bytes[end + 1] ?? 0) & 0x5f) === (high & 0x1f) &&
    bytes[end + 2] === low
  )
    end += TS_PACKET;
  return end;
}
