import { streamTypes, TS_PACKET } from '../video/transport-packets.ts';
import { ProgramTables } from '../video/transport-tables.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { codings } from './coding.ts';
import { PacketReader } from './packet-reader.ts';
import { headIn, type PictureHead, readPictureHead } from './picture-head.ts';
import { UncuttableError } from './uncuttable.ts';
import { type Unit, UnitCollector } from './unit-collector.ts';
import { readUnitHeader } from './unit-header.ts';

/**
 * Whether the first key picture of H.264 is one by itself. Where a message before it makes it one, others may need what is
 * before it, and FFmpeg decodes key pictures alone in a wrong order. `false` where the first bytes do not tell.
 */
export function isFirstKeyByItself({ container }: VideoFormat, bytes: Buffer): boolean {
  try {
    if (container === 'h264') return headIn(codings.h264, bytes)?.isKeyByItself ?? false;
    return container === 'mp2t' && (firstKeyIn(bytes)?.isKeyByItself ?? false);
  } catch (error) {
    if (error instanceof UncuttableError) return false;
    throw error;
  }
}

function firstKeyIn(bytes: Buffer): PictureHead | undefined {
  for (const { packets } of picturesIn(bytes)) {
    const head = readPictureHead(codings.h264, packets, readUnitHeader(packets).contentAt);
    if (head.isKey) return head;
  }
  return undefined;
}

/** The last one may not be whole. */
function* picturesIn(bytes: Buffer): Generator<Unit> {
  const tables = new ProgramTables();
  const pictures = new UnitCollector();
  for (const run of new PacketReader().read(bytes)) {
    if (tables.has(run.pid)) {
      for (let at = 0; at < run.packets.length; at += TS_PACKET)
        tables.take(run.packets.subarray(at, at + TS_PACKET));
    } else if (tables.streams?.some(({ type, pid }) => type === streamTypes.h264 && pid === run.pid)) {
      yield* pictures.add(run);
    }
  }
  yield* pictures.end();
}
