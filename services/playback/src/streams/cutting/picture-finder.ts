import { streamTypes, TS_PACKET } from '../video/transport-packets.ts';
import { ProgramTables } from '../video/transport-tables.ts';
import { PacketReader } from './packet-reader.ts';
import { type Unit, UnitCollector } from './unit-collector.ts';

/** Finds the pictures of one coding in a transport stream, however it comes in pieces. */
export class PictureFinder {
  private readonly packets = new PacketReader();
  private readonly tables = new ProgramTables();
  private readonly pictures = new UnitCollector();

  constructor(private readonly streamType: number = streamTypes.h264) {}

  /** Those that are whole with this piece. @throws UncuttableError */
  *read(chunk: Buffer): Generator<Unit> {
    for (const run of this.packets.read(chunk)) {
      if (this.tables.has(run.pid)) {
        for (let at = 0; at < run.packets.length; at += TS_PACKET)
          this.tables.take(run.packets.subarray(at, at + TS_PACKET));
      } else if (this.isPicture(run.pid)) yield* this.pictures.add(run);
    }
  }

  /** What there is of the last one. */
  end(): Generator<Unit> {
    return this.pictures.end();
  }

  private isPicture(of: number): boolean {
    return this.tables.streams?.some(({ type, pid }) => type === this.streamType && pid === of) ?? false;
  }
}
