import type { VideoFormat } from '../video/video-format.ts';
import { codings } from './coding.ts';
import { PictureFinder } from './picture-finder.ts';
import { headIn, type PictureHead, readPictureHead } from './picture-head.ts';
import { UncuttableError } from './uncuttable.ts';
import { readUnitHeader } from './unit-header.ts';

/**
 * Whether the first key picture of H.264 is one by itself. Where a message before it makes it one, others may need what is
 * before it, and FFmpeg decodes key pictures alone in a wrong order. `undefined` while the first bytes do not tell, `false`
 * where none would.
 */
export function isFirstKeyByItself({ container }: VideoFormat, bytes: Buffer): boolean | undefined {
  try {
    if (container === 'h264') return headIn(codings.h264, bytes)?.isKeyByItself;
    return container === 'mp2t' ? firstKeyIn(bytes)?.isKeyByItself : false;
  } catch (error) {
    if (error instanceof UncuttableError) return undefined;
    throw error;
  }
}

function firstKeyIn(bytes: Buffer): PictureHead | undefined {
  const finder = new PictureFinder();
  // The last one may not be whole.
  for (const pictures of [finder.read(bytes), finder.end()]) {
    for (const { packets } of pictures) {
      const head = readPictureHead(codings.h264, packets, readUnitHeader(packets).contentAt);
      if (head.isKey) return head;
    }
  }
  return undefined;
}
