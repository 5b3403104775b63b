import { PictureFinder } from '../../streams/cutting/picture-finder.ts';
import { UncuttableError } from '../../streams/cutting/uncuttable.ts';
import { readUnitHeader } from '../../streams/cutting/unit-header.ts';
import { streamTypes } from '../../streams/video/transport-packets.ts';
import type { VideoFormat } from '../../streams/video/video-format.ts';

/**
 * When the first picture is shown that MPEG-TS sends beside sound, as the stream's clock has it (90 kHz): FFmpeg may leave it out,
 * and sound may come before it. `undefined` where the first bytes don't tell, and for all else.
 */
export function firstPictureTicks(format: VideoFormat, head: Buffer): number | undefined {
  if (!hasPicturesBesideSound(format)) return undefined;
  const finder = new PictureFinder(format.codec === 'h264' ? streamTypes.h264 : streamTypes.h265);
  try {
    // The first one may not be whole.
    for (const pictures of [finder.read(head), finder.end()]) {
      for (const { packets } of pictures) return readUnitHeader(packets).pts;
    }
  } catch (error) {
    if (!(error instanceof UncuttableError)) throw error;
  }
  return undefined;
}

/** Whether the first bytes have to tell it. */
export const hasPicturesBesideSound = ({ container, codec, sound }: VideoFormat): boolean =>
  container === 'mp2t' && sound !== 'none' && (codec === 'h264' || codec === 'h265');
