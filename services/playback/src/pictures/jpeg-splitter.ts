import { Transform, type TransformCallback } from 'node:stream';

const MARKER = 0xff;
const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
/** A header segment: marker, kind, and two bytes of length that count themselves. */
const SEGMENT_HEAD = 4;

/** Parts a series of JPEG pictures: bytes in, one Buffer for each whole picture out. */
export class JpegSplitter extends Transform {
  private rest: Buffer = Buffer.alloc(0);

  constructor() {
    super({ readableObjectMode: true });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    for (let end = endOfPicture(this.rest); end > 0; end = endOfPicture(this.rest)) {
      this.push(Buffer.from(this.rest.subarray(0, end)));
      this.rest = this.rest.subarray(end);
    }
    done();
  }
}

/**
 * Where the first picture ends, 0 while it is not whole. Header segments are stepped over by their lengths, since
 * their bytes may look like an end; after the scan begins they can't (ITU T.81, B.1.1.5).
 */
export function endOfPicture(bytes: Buffer): number {
  let at = 2;
  while (at + SEGMENT_HEAD <= bytes.length) {
    const scan = bytes[at + 1] === START_OF_SCAN;
    at += 2 + bytes.readUInt16BE(at + 2);
    if (scan) {
      const end = bytes.indexOf(Buffer.from([MARKER, END_OF_IMAGE]), at);
      return end < 0 ? 0 : end + 2;
    }
  }
  return 0;
}
