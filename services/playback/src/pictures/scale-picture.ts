import { DomainError } from '@playhead/service-kit';
import sharp from 'sharp';

/** Larger than any camera's picture: what claims more is refused before it fills the memory. */
const MAX_PIXELS = 64_000_000;
const QUALITY = 80;

/**
 * A picture as JPEG, `width` wide or as wide as it is, whichever is less.
 *
 * @throws DomainError `picture-failed` when the bytes are no picture.
 */
export async function toJpeg(image: Buffer, width?: number): Promise<Buffer> {
  try {
    const picture = sharp(image, { limitInputPixels: MAX_PIXELS });
    if (width !== undefined) picture.resize({ width, withoutEnlargement: true });
    return await picture.jpeg({ quality: QUALITY }).toBuffer();
  } catch (cause) {
    throw new DomainError('picture-failed', {
      detail: 'The VMS sent what is no picture. See the log.',
      cause,
    });
  }
}
