import { resolve } from 'node:path';
import { Encoder, EncoderError } from './encoder.ts';
import { FootageLoop } from './footage-loop.ts';

/** The user's own footage cannot be shown. */
export class FootageError extends Error {
  override name = 'FootageError';
}

/** How much of a film is shown, in seconds: about 40 MB of memory. */
const MOST_SECONDS = 120;
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);

/**
 * Reads the first two minutes of a film as JPEG pictures of 640x344, fifteen a second.
 *
 * @throws FootageError naming `SIMULATOR_FOOTAGE` when FFmpeg finds no picture in it.
 */
export async function loadFootage(ffmpeg: string, path: string): Promise<FootageLoop> {
  const fit = 'scale=640:344:force_original_aspect_ratio=decrease,pad=640:344:(ow-iw)/2:(oh-ih)/2';
  const encoder = new Encoder(ffmpeg, [
    ...[
      '-hide_banner',
      '-nostdin',
      '-loglevel',
      'error',
      '-t',
      String(MOST_SECONDS),
      '-i',
      `file:${resolve(path)}`,
    ],
    ...['-map', '0:v:0', '-vf', `fps=15,${fit},setsar=1`, '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p'],
    ...['-q:v', '4', '-f', 'image2pipe', 'pipe:1'],
  ]);
  try {
    const jpegs: Buffer[] = [];
    for await (const jpeg of splitJpegs(encoder.output())) jpegs.push(jpeg);
    if (jpegs.length > 0) return new FootageLoop(jpegs);
  } catch (cause) {
    if (cause instanceof EncoderError) throw new FootageError(unreadable(path), { cause });
    throw cause;
  }
  throw new FootageError(unreadable(path));
}

const unreadable = (path: string) =>
  `SIMULATOR_FOOTAGE names ${path}, in which FFmpeg finds no video. Name a video file, or unset it.`;

/** In a JPEG's data the marker for its end cannot occur, so it parts the pictures safely. */
async function* splitJpegs(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = Buffer.alloc(0);
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    for (let end = rest.indexOf(END_OF_IMAGE); end >= 0; end = rest.indexOf(END_OF_IMAGE)) {
      yield Buffer.from(rest.subarray(0, end + 2));
      rest = rest.subarray(end + 2);
    }
  }
}
