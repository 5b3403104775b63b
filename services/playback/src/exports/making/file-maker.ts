import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { InstanceFolder } from '../../instances/instance-folder.ts';
import { FfmpegRunner } from '../../streams/ffmpeg/ffmpeg-run.ts';
import { type FileDescription, hiddenMs, toMetadata } from './chapters.ts';
import { pictureSpan } from './picture-span.ts';
import type { Piece } from './piece.ts';

/** The name of a finished file in the directory of its export. */
export const EXPORT_FILE = 'export.mp4';

/** What was written is gone over once more, to put its index in front: that may take so long for a file of a day, in ms. */
const ENDING_MS = 1_800_000;

const CHUNKS = { highWaterMark: 1024 * 1024 };

export interface FileRequest extends FileDescription {
  pieces: readonly Piece[];
  directory: string;
  /** Different for each instance, so that two never write the same file. */
  name: string;
}

export interface MadeFile {
  bytes: number;
  /** Of the whole file, hexadecimal. */
  sha256: string;
}

/** Joins the pieces of an export to one MP4 that begins to play while it is still being loaded. Nothing is coded anew. */
@Injectable()
export class FileMaker {
  constructor(
    private readonly ffmpeg: FfmpegRunner,
    private readonly folder: InstanceFolder,
  ) {}

  /** @throws FfmpegError, or the error of the file system. */
  async make(request: FileRequest, signal: AbortSignal): Promise<MadeFile> {
    const { directory, name } = request;
    const path = join(directory, `${name}.mp4`);
    const metadata = join(directory, `${name}.txt`);
    try {
      await writeFile(metadata, toMetadata(request), { mode: 0o600 });
      await this.join(request, metadata, path, signal);
      signal.throwIfAborted();
      const file = { bytes: (await stat(path)).size, sha256: await sha256(path, signal) };
      await rename(path, join(directory, EXPORT_FILE));
      return file;
    } finally {
      await Promise.all([path, metadata].map((left) => rm(left, { force: true })));
    }
  }

  private async join(request: FileRequest, metadata: string, output: string, signal: AbortSignal) {
    const { pieces, range, directory } = request;
    const [first] = pieces;
    const span = first && (await pictureSpan(join(directory, first.fileName)));
    const startSeconds = (span?.startSeconds ?? 0) + hiddenMs(range, pieces) / 1000;
    const source = new PieceSource(directory, pieces);
    try {
      await this.ffmpeg.run({
        input: source.input,
        inputArguments: [
          ...['-loglevel', 'error', '-protocol_whitelist', 'pipe,file', '-copyts'],
          ...['-f', 'ffmetadata', '-i', metadata],
          ...['-itsoffset', (-startSeconds).toFixed(6), '-f', 'mpegts'],
        ],
        outputArguments: [
          ...['-map', '1:v:0', '-map', '1:a:0?', '-c', 'copy', '-map_metadata', '0', '-map_chapters', '0'],
          ...(first?.codec === 'h265' ? ['-tag:v', 'hvc1'] : []),
          ...['-max_muxing_queue_size', '4096', '-movflags', '+faststart', '-f', 'mp4', '-y'],
        ],
        output,
        directory: this.folder.path,
        signal,
        endingMs: ENDING_MS,
        onLine: () => false,
      });
    } finally {
      source.input.destroy();
    }
    if (source.failure !== undefined) throw source.failure;
  }
}

/**
 * MPEG-TS files one behind the other are one; their clocks run on. It ends early where one can't be read, which is kept,
 * since an FFmpeg whose input fails would wait for more of it.
 */
class PieceSource {
  readonly input = Readable.from(this.bytes(), { objectMode: false });
  failure: unknown;

  constructor(
    private readonly directory: string,
    private readonly pieces: readonly Piece[],
  ) {}

  private async *bytes(): AsyncGenerator<Buffer> {
    try {
      for (const { fileName } of this.pieces) yield* createReadStream(join(this.directory, fileName), CHUNKS);
    } catch (error) {
      this.failure = error;
    }
  }
}

async function sha256(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, CHUNKS), hash, { signal });
  return hash.digest('hex');
}
