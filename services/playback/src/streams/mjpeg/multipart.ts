import { pictureHeaders } from '@playhead/contracts';

const BOUNDARY = 'playhead';

/** Pictures that each take the place of the one before. */
export const MOTION_JPEG_TYPE = 'multipart/x-mixed-replace';

export const multipartType = `${MOTION_JPEG_TYPE}; boundary=${BOUNDARY}`;

/** One picture of a motion JPEG answer (RFC 2046 §5.1): what it weighs, and when it was taken. */
export function partOf({ image, wallClock }: { image: Buffer; wallClock: Date }): Buffer {
  const head = [
    `--${BOUNDARY}`,
    'Content-Type: image/jpeg',
    `Content-Length: ${image.length}`,
    `${pictureHeaders.wallClock}: ${wallClock.toISOString()}`,
  ].join('\r\n');
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), image, Buffer.from('\r\n')]);
}

/** After the last picture, where footage ended as it should. */
export const lastBoundary = Buffer.from(`--${BOUNDARY}--\r\n`);
