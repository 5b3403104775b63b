import { createHash } from 'node:crypto';

/** A JPEG picture that can be sent. `time` is when it was taken, epoch ms; `undefined` where nobody tells. */
export interface StillPicture {
  image: Buffer;
  /** Strong: the same bytes, the same tag. */
  etag: string;
  time: number | undefined;
}

export const toStill = (image: Buffer, time: number | undefined): StillPicture => ({
  image,
  etag: `"${createHash('sha256').update(image).digest('base64url').slice(0, 27)}"`,
  time,
});
