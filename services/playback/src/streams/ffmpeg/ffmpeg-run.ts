import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import ffmpeg from 'fluent-ffmpeg';
import { FFMPEG_PATH } from '../ffmpeg-path.ts';
import { understoodBy } from './older-ffmpeg.ts';

/** FFmpeg ended in failure; `message` holds the end of what it said. */
export class FfmpegError extends Error {
  override name = 'FfmpegError';
}

export interface FfmpegTask {
  /** May end early, but must not fail: an FFmpeg whose input fails would wait for more of it for ever. */
  input: Readable;
  inputArguments: readonly string[];
  outputArguments: readonly string[];
  output: string;
  directory: string;
  signal: AbortSignal;
  /** How long FFmpeg may take to end after its input has, in ms; ten seconds unless given. */
  endingMs?: number;
  /** Gets what FFmpeg says, line by line; `true` for a line that is no complaint. */
  onLine: (line: string) => boolean;
}

const ENDING_MS = 10_000;

const KEPT_MESSAGES = 3;

/** Serving requests goes before making pictures. */
const NICENESS = 5;

/** The one place that knows fluent-ffmpeg. */
@Injectable()
export class FfmpegRunner implements OnModuleInit {
  constructor(@Inject(FFMPEG_PATH) private readonly ffmpegPath: string) {}

  /** The library asks FFmpeg once what it can do; asked now, the first viewer need not wait for it. */
  async onModuleInit() {
    await understoodBy(this.ffmpegPath, []);
    const command = ffmpeg().setFfmpegPath(this.ffmpegPath);
    await promisify(command.availableFormats.bind(command))();
    await promisify(command.availableEncoders.bind(command))();
  }

  /** Resolves when FFmpeg has exited, at the end of the input or after an abort. @throws FfmpegError */
  async run(task: FfmpegTask): Promise<void> {
    const outputArguments = await understoodBy(this.ffmpegPath, task.outputArguments);
    await this.runUnderstood({ ...task, outputArguments });
  }

  private runUnderstood(task: FfmpegTask): Promise<void> {
    const { input, signal, onLine, endingMs = ENDING_MS } = task;
    return new Promise((resolve, reject) => {
      const messages: string[] = [];
      let watchdog: NodeJS.Timeout | undefined;
      const command = this.command(task);
      const kill = () => command.kill('SIGKILL');
      const settle = (finish: () => void) => {
        clearTimeout(watchdog);
        signal.removeEventListener('abort', kill);
        finish();
      };
      command
        .on('start', () => signal.aborted && kill())
        .on('stderr', (line: string) => {
          if (onLine(line.trim())) return;
          messages.splice(0, messages.length, ...messages.slice(1 - KEPT_MESSAGES), line);
        })
        .on('end', () => settle(resolve))
        .on('error', (cause: Error) =>
          settle(() => {
            if (signal.aborted) resolve();
            else reject(new FfmpegError(messages.join(' ') || cause.message, { cause }));
          }),
        );
      input.once('end', () => {
        watchdog = setTimeout(kill, endingMs);
      });
      signal.addEventListener('abort', kill, { once: true });
      command.run();
    });
  }

  private command({ input, inputArguments, outputArguments, output, directory }: FfmpegTask) {
    return ffmpeg({ cwd: directory, niceness: NICENESS })
      .setFfmpegPath(this.ffmpegPath)
      .input(input)
      .inputOptions([...inputArguments])
      .outputOptions([...outputArguments])
      .output(output);
  }
}
