import { UncuttableError } from '../cutting/uncuttable.ts';
import type { JpegSource, TakenJpeg } from './jpeg-source.ts';

/** Element ids (RFC 9559) of what is looked into, and of what is read. All else is passed over. */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const CLUSTER = 0x1f43b675;
const TIMESTAMP_SCALE = 0x2ad7b1;
const CLUSTER_TIMESTAMP = 0xe7;
const SIMPLE_BLOCK = 0xa3;
const PARENTS = [SEGMENT, INFO, CLUSTER];

/** Larger than any picture. */
const MAX_ELEMENT_BYTES = 16 * 1024 * 1024;
const NS_PER_SECOND = 1e9;
/** Several pictures in one block are never those of a video. */
const LACING = 0x06;

/** JPEGs in Matroska, each with a time of its own. */
export class MatroskaJpegs implements JpegSource {
  private rest: Buffer = Buffer.alloc(0);
  private readBytes = 0;
  private nsPerTick = 1_000_000;
  private clusterTicks = 0;

  *take(chunk: Buffer): Generator<TakenJpeg> {
    let bytes = Buffer.concat([this.rest, chunk]);
    this.readBytes += chunk.length;
    for (let head = elementHead(bytes); head !== undefined; head = elementHead(bytes)) {
      const { id, contentAt, length } = head;
      if (PARENTS.includes(id)) {
        bytes = bytes.subarray(contentAt);
        continue;
      }
      if (length > MAX_ELEMENT_BYTES) throw new UncuttableError('A picture of it has no end.');
      if (contentAt + length > bytes.length) break;
      const content = bytes.subarray(contentAt, contentAt + length);
      if (id === TIMESTAMP_SCALE) this.nsPerTick = numberIn(content);
      if (id === CLUSTER_TIMESTAMP) this.clusterTicks = numberIn(content);
      bytes = bytes.subarray(contentAt + length);
      if (id === SIMPLE_BLOCK) yield { ...this.picture(content), endAt: this.readBytes - bytes.length };
    }
    this.rest = bytes;
  }

  /** A block begins with the number of its track, its time beside that of the cluster, and flags. */
  private picture(block: Buffer): Omit<TakenJpeg, 'endAt'> {
    const at = vintLength(block.readUInt8(0));
    if (block.length < at + 3 || (block.readUInt8(at + 2) & LACING) !== 0)
      throw new UncuttableError('A block of it is no picture.');
    const ticks = this.clusterTicks + block.readInt16BE(at);
    return { image: block.subarray(at + 3), takenSeconds: (ticks * this.nsPerTick) / NS_PER_SECOND };
  }
}

interface ElementHead {
  id: number;
  contentAt: number;
  length: number;
}

/** `undefined` while it is not whole. */
function elementHead(bytes: Buffer): ElementHead | undefined {
  if (bytes.length === 0) return undefined;
  const idBytes = vintLength(bytes.readUInt8(0));
  if (idBytes > 4) throw new UncuttableError('It is no Matroska.');
  if (bytes.length <= idBytes) return undefined;
  const lengthBytes = vintLength(bytes.readUInt8(idBytes));
  const contentAt = idBytes + lengthBytes;
  if (bytes.length < contentAt) return undefined;
  const lengthIn = Buffer.from(bytes.subarray(idBytes, contentAt));
  // The first bits say how many bytes there are.
  lengthIn[0] = bytes.readUInt8(idBytes) & (0xff >> lengthBytes);
  return { id: bytes.readUIntBE(0, idBytes), contentAt, length: numberIn(lengthIn) };
}

/** How many bytes a number takes whose first byte this is (RFC 8794, 4). */
function vintLength(first: number): number {
  if (first === 0) throw new UncuttableError('It is no Matroska.');
  return Math.clz32(first) - 23;
}

const numberIn = (bytes: Buffer): number => bytes.reduce((number, byte) => number * 256 + byte, 0);
