import { endOfPicture } from '../../pictures/jpeg-splitter.ts';
import { UncuttableError } from '../cutting/uncuttable.ts';
import { ASSUMED_RATE } from '../ffmpeg/segment-arguments.ts';
import type { JpegSource, TakenJpeg } from './jpeg-source.ts';

const START = Buffer.from([0xff, 0xd8, 0xff]);
/** Larger than any picture. */
const MAX_PICTURE_BYTES = 16 * 1024 * 1024;

/**
 * JPEGs one after the other with text between them. They tell no times: they come evenly, as often as the VMS says, as FFmpeg
 * takes them too.
 */
export class MultipartJpegs implements JpegSource {
  private rest: Buffer = Buffer.alloc(0);
  private readBytes = 0;
  private count = 0;

  constructor(private readonly frameRate = ASSUMED_RATE) {}

  *take(chunk: Buffer): Generator<TakenJpeg> {
    let bytes = Buffer.concat([this.rest, chunk]);
    this.readBytes += chunk.length;
    for (;;) {
      const start = bytes.indexOf(START);
      bytes = bytes.subarray(start === -1 ? Math.max(0, bytes.length - START.length + 1) : start);
      const end = start === -1 ? 0 : endOfPicture(bytes);
      if (end === 0) break;
      const image = bytes.subarray(0, end);
      bytes = bytes.subarray(end);
      yield {
        image,
        takenSeconds: this.count / this.frameRate,
        endAt: this.readBytes - bytes.length,
      };
      this.count += 1;
    }
    if (bytes.length > MAX_PICTURE_BYTES) throw new UncuttableError('A picture of it has no end.');
    this.rest = bytes;
  }
}
