import { payloadStart, TS_PACKET } from '../video/transport-packets.ts';
import type { PacketRun } from './packet-reader.ts';
import { UncuttableError } from './uncuttable.ts';

/** Larger than any picture. */
const MAX_UNIT_BYTES = 16 * 1024 * 1024;
const FIRST_BYTES = 32 * 1024;

/** A picture or some sound with its header (PES packet), as the transport packets that carry it. */
export interface Unit {
  /** Valid until more is collected. */
  packets: Buffer;
  /** How many bytes of the stream came before it. */
  offset: number;
}

/** Collects the units of one PID. */
export class UnitCollector {
  private buffer = Buffer.allocUnsafe(FIRST_BYTES);
  private length = 0;
  private offset = 0;
  /** How much payload is still to come, where the unit says how long it is. */
  private missingBytes = 0;

  /** The unit that is whole with these packets, if one is. @throws UncuttableError when it has no end. */
  *add(run: PacketRun): Generator<Unit> {
    if (run.startsUnit) {
      yield* this.end();
      this.offset = run.offset;
      this.missingBytes = announcedBytes(run.packets);
    } else if (this.length === 0) return;
    this.keep(run.packets);
    if (this.missingBytes === Number.POSITIVE_INFINITY) return;
    for (let at = 0; at < run.packets.length; at += TS_PACKET) {
      this.missingBytes -= TS_PACKET - payloadStart(run.packets.subarray(at, at + TS_PACKET));
    }
    if (this.missingBytes <= 0) yield* this.end();
  }

  /** What there is of the last one. */
  *end(): Generator<Unit> {
    if (this.length === 0) return;
    const packets = this.buffer.subarray(0, this.length);
    this.length = 0;
    yield { packets, offset: this.offset };
  }

  private keep(packets: Buffer) {
    const length = this.length + packets.length;
    if (length > MAX_UNIT_BYTES) throw new UncuttableError('A picture of it has no end.');
    if (length > this.buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(length, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, this.length));
      this.buffer = larger;
    }
    this.buffer.set(packets, this.length);
    this.length = length;
  }
}

/** The length that the header of a unit tells; pictures need not tell it (ISO/IEC 13818-1, 2.4.3.7). */
function announcedBytes(packet: Buffer): number {
  const at = payloadStart(packet);
  const length = at + 6 <= TS_PACKET ? packet.readUInt16BE(at + 4) : 0;
  return length === 0 ? Number.POSITIVE_INFINITY : 6 + length;
}
