import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** FFmpeg ended before its work was done. */
export class EncoderError extends Error {
  override name = 'EncoderError';
}

const require = createRequire(import.meta.url);

/** The filters name fonts by file alone, so FFmpeg runs where they are: a fresh machine may have none. */
const fonts = dirname(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));

/** One FFmpeg process. It pauses by itself while nobody reads: nothing is buffered beyond the pipe. */
export class Encoder {
  private readonly child;
  private readonly over: Promise<string | undefined>;
  private complaints = '';

  /** `input` is what FFmpeg gets on standard input; it is pulled only as fast as FFmpeg takes it. */
  constructor(ffmpeg: string, commandLine: readonly string[], input?: Iterable<Buffer>) {
    this.child = spawn(ffmpeg, commandLine, { cwd: fonts, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child.stderr.setEncoding('utf8').on('data', (text) => {
      this.complaints = `${this.complaints}${text}`.slice(-2000);
    });
    this.over = this.outcome();
    this.feed(input ?? []);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** Settles when the process is gone. */
  async ended(): Promise<void> {
    await this.over;
  }

  stop(): void {
    this.child.kill('SIGKILL');
  }

  /**
   * What FFmpeg writes. Leaving the loop stops the process.
   *
   * @throws EncoderError when it ends in any way but success.
   */
  async *output(): AsyncGenerator<Buffer> {
    try {
      yield* this.child.stdout;
      const failure = await this.over;
      if (failure !== undefined)
        throw new EncoderError(`FFmpeg ended early (${failure}). ${this.complaints}`);
    } finally {
      this.stop();
    }
  }

  private async outcome(): Promise<string | undefined> {
    try {
      const [code, signal] = await once(this.child, 'close');
      return code === 0 ? undefined : String(signal ?? `exit code ${code}`);
    } catch (error) {
      return String(error);
    }
  }

  /** FFmpeg closes its input once it has drawn enough; how it fared shows in the way it ends. */
  private feed(input: Iterable<Buffer>): void {
    pipeline(Readable.from(input), this.child.stdin).catch((error: Error) => {
      this.complaints = `${this.complaints}\n${error.message}`.slice(-2000);
    });
  }
}
