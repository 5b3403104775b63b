import type { VideoFormat } from '../video/video-format.ts';
import { codings } from './coding.ts';
import { PictureFinder } from './picture-finder.ts';
import { readPictureHead } from './picture-head.ts';
import { UncuttableError } from './uncuttable.ts';
import { readUnitHeader } from './unit-header.ts';

const START_CODE = Buffer.from([0, 0, 1]);
/** A piece of a picture begins it where the number of its first block is nought, which is written as a one (ITU-T H.264, 7.3.3). */
const FIRST_BLOCK = 0x80;
const IDR = 5;

/**
 * Looks for the key picture of H.264 after the first, as the bytes come. The first of a recording is one by itself, whatever
 * those after it are: nothing but the next one tells.
 */
export class LaterKeys {
  /** Whether the next one is a key picture by itself; `undefined` while none came. `false`, too, where nothing tells any more. */
  areByThemselves: boolean | undefined;
  private keys = 0;
  private readonly transport: PictureFinder | undefined;
  private rest: Buffer = Buffer.alloc(0);
  private isAnnounced = false;

  constructor({ container }: Pick<VideoFormat, 'container'>) {
    this.transport = container === 'mp2t' ? new PictureFinder() : undefined;
  }

  take(chunk: Buffer): void {
    if (this.areByThemselves !== undefined) return;
    try {
      if (this.transport === undefined) this.takeUnits(chunk);
      else this.takePictures(this.transport, chunk);
    } catch (error) {
      if (!(error instanceof UncuttableError)) throw error;
      this.areByThemselves = false;
    }
  }

  private takePictures(transport: PictureFinder, chunk: Buffer): void {
    for (const { packets } of transport.read(chunk)) {
      const head = readPictureHead(codings.h264, packets, readUnitHeader(packets).contentAt);
      if (head.isKey) this.found(head.isKeyByItself);
    }
  }

  /** Units as they follow each other with start codes. The last one is not whole yet. */
  private takeUnits(chunk: Buffer): void {
    const bytes = Buffer.concat([this.rest, chunk]);
    let start = bytes.indexOf(START_CODE);
    while (start !== -1) {
      const next = bytes.indexOf(START_CODE, start + START_CODE.length);
      if (next === -1) break;
      this.unit(bytes.subarray(start + START_CODE.length, next));
      start = next;
    }
    // A copy: a slice would keep all of the piece in memory.
    this.rest = Buffer.from(bytes.subarray(start === -1 ? -START_CODE.length : start));
  }

  private unit(unit: Buffer): void {
    const type = codings.h264.typeOf(unit[0] ?? 0);
    if (!codings.h264.isPicture(type)) {
      this.isAnnounced ||= codings.h264.isKey(type, unit);
      return;
    }
    const isByItself = type === IDR;
    const begins = ((unit[1] ?? 0) & FIRST_BLOCK) !== 0;
    if (begins && (isByItself || this.isAnnounced)) this.found(isByItself);
    this.isAnnounced = false;
  }

  private found(isByItself: boolean): void {
    this.keys += 1;
    if (this.keys > 1) this.areByThemselves ??= isByItself;
  }
}
