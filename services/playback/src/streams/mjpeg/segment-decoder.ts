import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Inject, Injectable } from '@nestjs/common';
import { JpegSplitter } from '../../pictures/jpeg-splitter.ts';
import { DecodeError } from '../../pictures/picture-decoder.ts';
import { SeenLines } from '../../pictures/seen-pictures.ts';
import { understoodBy } from '../ffmpeg/older-ffmpeg.ts';
import { FFMPEG_PATH } from '../ffmpeg-path.ts';
import { LEAST_STEP_SECONDS } from '../jpegs/jpeg-keeper.ts';

/** More than a browser shows of it would only load the line, in pixels. */
const MAX_WIDTH = 1280;

export interface DecodedPicture {
  image: Buffer;
  /** From the first picture of its segment, in ms of playing. */
  offsetMs: number;
}

/** Makes JPEGs of segments, one FFmpeg for each, no faster than they are taken. */
@Injectable()
export class SegmentDecoder {
  constructor(@Inject(FFMPEG_PATH) private readonly ffmpegPath: string) {}

  /** The pictures of a segment file in the order of showing. @throws DecodeError. Rejects when aborted; FFmpeg is gone then. */
  async *pictures(path: string, signal: AbortSignal): AsyncGenerator<DecodedPicture> {
    const words = await understoodBy(this.ffmpegPath, commandLine(basename(path)));
    const child = spawn(this.ffmpegPath, words, {
      cwd: dirname(path),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    try {
      const exit = once(child, 'close');
      const told = new SeenLines(false);
      const lines = createInterface(child.stderr)[Symbol.asyncIterator]();
      const images: AsyncIterable<Buffer> = child.stdout.pipe(new JpegSplitter());
      for await (const image of images) yield { image, offsetMs: await nextOffset(lines, told) };
      while (!(await lines.next()).done);
      const [code] = await exit;
      signal.throwIfAborted();
      if (code !== 0) throw new DecodeError(told.complaints.join(' ') || `FFmpeg ended with ${code}.`);
    } finally {
      signal.removeEventListener('abort', kill);
      kill();
    }
  }
}

/** FFmpeg tells of each picture before it sends it. */
async function nextOffset(lines: AsyncIterator<string>, told: SeenLines): Promise<number> {
  for (;;) {
    const seen = told.wanted.shift();
    if (seen !== undefined) return seen.offsetMs;
    const { value, done } = await lines.next();
    if (done)
      throw new DecodeError(told.complaints.join(' ') || 'FFmpeg does not tell when a picture was taken.');
    told.take(value);
  }
}

/** At the end each picture gets a time far from the next, of which no encoder's clock makes the same. */
const commandLine = (file: string): string[] => [
  ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-protocol_whitelist', 'file,pipe'],
  ...['-threads', '1', '-f', 'mpegts', '-i', file, '-map', '0:v:0', '-an', '-vf'],
  [
    'settb=AVTB',
    'setpts=PTS-STARTPTS',
    `select='isnan(prev_selected_t)+gte(t-prev_selected_t,${LEAST_STEP_SECONDS})'`,
    'showinfo',
    'setpts=N*100/TB',
    `scale='min(${MAX_WIDTH},iw)':-2`,
  ].join(','),
  ...['-fps_mode', 'passthrough', '-c:v', 'mjpeg', '-threads', '1', '-pix_fmt', 'yuvj420p', '-q:v', '5'],
  ...['-f', 'image2pipe', 'pipe:1'],
];
