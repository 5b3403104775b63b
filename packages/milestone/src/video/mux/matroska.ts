import type { Muxer, TimedPicture } from './muxer.ts';

/** Element ids (RFC 9559). */
const EBML = 0x1a45dfa3;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const CLUSTER = 0x1f43b675;
const SIMPLE_BLOCK = 0xa3;

/** A stream has no length: the segment goes on until the bytes end. */
const UNKNOWN_LENGTH = Buffer.from([0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
const KEY = 0x80;
const NS_PER_MS = 1_000_000;
/** Long pictures are passed on in pieces of so many bytes. */
const PIECE_BYTES = 64 * 1024;
/** The marks of JPEG that tell the size of a picture: all but the tables. */
const FRAME_MARKS = [0xc0, 0xc1, 0xc2, 0xc3];

/** Matroska of JPEG pictures, each with its own time to the millisecond (RFC 9559): what MPEG-TS has no place for. */
export class MatroskaOfJpegs implements Muxer {
  /** Whoever reads it finds out from its first bytes. */
  readonly container = 'unknown';
  #hasBegun = false;

  /** `startTime` is the first picture's, epoch ms; the stream counts from it. */
  constructor(private readonly startTime: number) {}

  *add({ time, data }: TimedPicture): Generator<Buffer> {
    if (!this.#hasBegun) yield header(sizeOf(data));
    this.#hasBegun = true;
    const block = Buffer.from([0x81, 0, 0, KEY]);
    const stamp = element(0xe7, number(time - this.startTime));
    yield Buffer.concat([
      ...head(CLUSTER, stamp.length + 1 + 8 + block.length + data.length),
      stamp,
      ...head(SIMPLE_BLOCK, block.length + data.length),
      block,
    ]);
    // Copies: a slice of the picture that waits for a slow reader would hold all of it.
    for (let at = 0; at < data.length; at += PIECE_BYTES) {
      yield Buffer.from(data.subarray(at, at + PIECE_BYTES));
    }
  }
}

function header({ width, height }: { width: number; height: number }): Buffer {
  const text = (content: string) => Buffer.from(content, 'latin1');
  return Buffer.concat([
    element(
      EBML,
      element(0x4286, number(1)),
      element(0x42f7, number(1)),
      element(0x42f2, number(4)),
      element(0x42f3, number(8)),
      element(0x4282, text('matroska')),
      element(0x4287, number(4)),
      element(0x4285, number(2)),
    ),
    idOf(SEGMENT),
    UNKNOWN_LENGTH,
    element(
      INFO,
      element(0x2ad7b1, number(NS_PER_MS)),
      element(0x4d80, text('playhead')),
      element(0x5741, text('playhead')),
    ),
    element(
      TRACKS,
      element(
        0xae,
        element(0xd7, number(1)),
        element(0x73c5, number(1)),
        element(0x83, number(1)),
        element(0x86, text('V_MJPEG')),
        element(0xe0, element(0xb0, number(width)), element(0xba, number(height))),
      ),
    ),
  ]);
}

function element(id: number, ...contents: Buffer[]): Buffer {
  const length = contents.reduce((sum, content) => sum + content.length, 0);
  return Buffer.concat([...head(id, length), ...contents]);
}

const head = (id: number, length: number): Buffer[] => [idOf(id), lengthOf(length)];

function idOf(id: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(id);
  return bytes.subarray(bytes.findIndex((byte) => byte !== 0));
}

/** Always in eight bytes. */
function lengthOf(length: number): Buffer {
  const bytes = number(length);
  bytes[0] = 0x01;
  return bytes;
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** In pixels, from the frame's own header (ITU-T T.81, B.2.2); a picture that hides it is 1 × 1, as decoders look for themselves. */
function sizeOf(jpeg: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 <= jpeg.length && jpeg[at] === 0xff; at += 2 + jpeg.readUInt16BE(at + 2)) {
    if (FRAME_MARKS.includes(jpeg.readUInt8(at + 1))) {
      return { height: jpeg.readUInt16BE(at + 5), width: jpeg.readUInt16BE(at + 7) };
    }
  }
  return { width: 1, height: 1 };
}
