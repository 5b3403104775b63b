import { Encoder } from '../video/encoder.ts';
import { PICTURE_RATE } from '../video/picture-grid.ts';
import { emptyRoad } from '../video/scene.ts';
import { PreparedLoop } from './prepared-loop.ts';

/** How prepared pictures are made. */
export interface Preparation {
  size: PreparedSize;
  /** What a second of video takes, about. */
  kilobits: number;
}

export const preparedSizes = ['640x360', '1280x720', '1920x1080'] as const;
type PreparedSize = (typeof preparedSizes)[number];

const widths: Record<PreparedSize, number> = { '640x360': 640, '1280x720': 1280, '1920x1080': 1920 };

/** How long the loop is. With 20 Mb/s it takes 25 MB of memory. */
const SECONDS = 10;
const MACROBLOCK = 16;

/**
 * Encodes the loop: some seconds of the drawn scene under fine noise, so that the bits are used as a camera uses them.
 *
 * @throws EncoderError
 */
export async function prepareLoop(ffmpeg: string, { size, kilobits }: Preparation): Promise<PreparedLoop> {
  const width = widths[size];
  const height = (width * 9) / 16;
  const rows = Math.ceil(height / MACROBLOCK);
  const noisy = `scale=${width}:${height},noise=c0s=10:c0f=t,format=yuv420p[out]`;
  const rate = [`${kilobits}k`, '-maxrate', `${kilobits}k`, '-bufsize', `${kilobits}k`];
  const encoder = new Encoder(ffmpeg, [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error'],
    ...['-filter_complex', `${emptyRoad()}[scene];[scene]${noisy}`, '-map', '[out]'],
    ...['-frames:v', String(SECONDS * PICTURE_RATE), '-an', '-c:v', 'libx264', '-profile:v', 'baseline'],
    ...['-preset', 'ultrafast', '-tune', 'zerolatency', '-threads', '1', '-slices', String(rows)],
    ...['-x264-params', 'aud=1', '-b:v', ...rate, '-flags', '+cgop', '-sc_threshold', '0'],
    ...['-g', String(PICTURE_RATE), '-keyint_min', String(PICTURE_RATE), '-f', 'h264', 'pipe:1'],
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of encoder.output()) chunks.push(chunk);
  return PreparedLoop.fromAnnexB(Buffer.concat(chunks), width / MACROBLOCK);
}
