import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { VideoContainer } from '@playhead/milestone';
import ffmpeg from 'fluent-ffmpeg';
import { FFMPEG_PATH } from './ffmpeg-path.ts';

/** FFmpeg ended in failure; `message` holds the end of what it said. */
export class TransmuxError extends Error {
  override name = 'TransmuxError';
}

/** A finished segment file; times in seconds from the first picture of the input. */
export interface TransmuxedSegment {
  fileName: string;
  startSeconds: number;
  endSeconds: number;
}

export interface TransmuxRequest {
  /** May end early, but must not fail: an FFmpeg whose input fails would wait for more of it for ever. */
  input: Readable;
  container: VideoContainer;
  frameRate: number | undefined;
  /** Segment files are written here. */
  directory: string;
  firstIndex: number;
  signal: AbortSignal;
  onSegment: (segment: TransmuxedSegment) => void;
}

/** FFmpeg's name for each container; what has none is probed. */
const demuxers: Partial<Record<VideoContainer, string>> = {
  mp2t: 'mpegts',
  mp4: 'mp4',
  h264: 'h264',
  h265: 'hevc',
  mjpeg: 'mpjpeg',
};

const SEGMENT_LINE = /^(segment_\d{6}\.ts),(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/;

/** Enough to find H.264 parameters in the first group of pictures; more would only delay the first segment. */
const PROBE = ['-probesize', '1000000', '-analyzeduration', '500000', '-fpsprobesize', '0'];

/** How long FFmpeg may take to end after its input has, in ms. */
const ENDING_MS = 10_000;

const KEPT_MESSAGES = 3;

/**
 * Cuts video into MPEG-TS segments at key pictures, without touching the pictures. The one place that knows
 * fluent-ffmpeg. FFmpeg prints a line for each finished segment, so nobody has to watch the directory.
 */
@Injectable()
export class Transmuxer implements OnModuleInit {
  constructor(@Inject(FFMPEG_PATH) private readonly ffmpegPath: string) {}

  /** The library asks FFmpeg once what it can do; asked now, the first viewer need not wait for it. */
  async onModuleInit() {
    const command = ffmpeg().setFfmpegPath(this.ffmpegPath);
    await promisify(command.availableFormats.bind(command))();
    await promisify(command.availableEncoders.bind(command))();
  }

  /** Resolves when FFmpeg has exited, at the end of the input or after an abort. @throws TransmuxError */
  run(request: TransmuxRequest): Promise<void> {
    const { input, signal, onSegment } = request;
    return new Promise((resolve, reject) => {
      const messages: string[] = [];
      let watchdog: NodeJS.Timeout | undefined;
      const command = this.command(request);
      const kill = () => command.kill('SIGKILL');
      const settle = (finish: () => void) => {
        clearTimeout(watchdog);
        signal.removeEventListener('abort', kill);
        finish();
      };
      command
        .on('start', () => signal.aborted && kill())
        .on('stderr', (line: string) => {
          const [, fileName, start, end] = SEGMENT_LINE.exec(line.trim()) ?? [];
          if (fileName === undefined)
            messages.splice(0, messages.length, ...messages.slice(1 - KEPT_MESSAGES), line);
          else onSegment({ fileName, startSeconds: Number(start), endSeconds: Number(end) });
        })
        .on('end', () => settle(resolve))
        .on('error', (cause: Error) =>
          settle(() => {
            if (signal.aborted) resolve();
            else reject(new TransmuxError(messages.join(' ') || cause.message, { cause }));
          }),
        );
      input.once('end', () => {
        watchdog = setTimeout(kill, ENDING_MS);
      });
      signal.addEventListener('abort', kill, { once: true });
      command.run();
    });
  }

  private command({ input, container, frameRate, directory, firstIndex }: TransmuxRequest) {
    const demuxer = demuxers[container];
    return ffmpeg({ cwd: directory })
      .setFfmpegPath(this.ffmpegPath)
      .input(input)
      .inputOptions([
        '-loglevel error',
        '-protocol_whitelist pipe,file',
        ...PROBE,
        ...(demuxer === undefined ? [] : ['-f', demuxer]),
        ...(frameRate === undefined ? [] : ['-framerate', String(frameRate)]),
      ])
      .outputOptions(['-map 0:v:0', '-map 0:a:0?', '-c copy', '-f segment', '-segment_format mpegts'])
      .outputOptions(['-segment_time 1', '-segment_time_delta 0.02', '-segment_list pipe:2'])
      .outputOptions(['-segment_list_type csv', `-segment_start_number ${firstIndex}`])
      .output('segment_%06d.ts');
  }
}
