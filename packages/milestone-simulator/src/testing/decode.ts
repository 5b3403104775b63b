import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { findFfmpeg } from '@playhead/ffmpeg';
import { readTimeStrips, type TimeStrip } from './time-strip.ts';

/** Decodes video and reads the strip of each picture. `format` is FFmpeg's name of the container. */
export async function decodeStrips(video: Uint8Array, format: string): Promise<TimeStrip[]> {
  const input = ['-f', format, '-i', 'pipe:0'];
  return readTimeStrips(await runFfmpeg([...input, ...rawPictures('crop=640:16:0:0', 'gray')], video));
}

/** Output arguments for every decoded picture, none left out or doubled, as raw pixels. */
export const rawPictures = (filter: string, pixels: 'gray' | 'rgb24') => [
  ...['-vf', `${filter},setpts=N/15/TB`, '-r', '15', '-pix_fmt', pixels, '-f', 'rawvideo', 'pipe:1'],
];

/** Runs FFmpeg to its end and returns what it wrote. */
export async function runFfmpeg(commandLine: readonly string[], input: Uint8Array = Buffer.alloc(0)) {
  const child = spawn(await findFfmpeg(), ['-v', 'error', '-nostdin', ...commandLine]);
  const ended = once(child, 'close');
  child.stdin.on('error', (error) => child.stderr.emit('data', error.message)).end(input);
  const [written, complaints] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  const [code] = await ended;
  if (code !== 0) throw new Error(`FFmpeg failed: ${complaints}`);
  return written;
}
