import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Recording } from './recording.ts';

/** The recordings of an earlier run cannot be read, or this run's cannot be written. */
export class RecordingFileError extends Error {
  override name = 'RecordingFileError';
}

const Content = z.object({ recordings: z.array(Recording) });

/** Keeps the manual recordings over a restart, in one JSON file that is replaced whole. */
export class RecordingFile {
  private readonly path: string;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly directory: string) {
    this.path = join(directory, 'recordings.json');
  }

  /** @throws RecordingFileError when the folder cannot be made or the file is not ours. */
  async load(): Promise<Recording[]> {
    try {
      await mkdir(this.directory, { recursive: true });
      return Content.parse(JSON.parse(await readFile(this.path, 'utf8'))).recordings;
    } catch (cause) {
      if (isMissing(cause)) return [];
      throw new RecordingFileError(
        `${this.path} cannot be read. Remove the file, or set SIMULATOR_DIRECTORY to another folder.`,
        { cause },
      );
    }
  }

  /** Resolves when the recordings are on disk. Writes happen one after the other, in the order of the calls. */
  save(recordings: readonly Recording[]): Promise<void> {
    const text = JSON.stringify({ recordings });
    const write = this.writing.catch(() => undefined).then(() => this.replace(text));
    this.writing = write;
    return write;
  }

  private async replace(text: string): Promise<void> {
    const draft = `${this.path}.new`;
    try {
      const file = await open(draft, 'w');
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(draft, this.path);
    } catch (cause) {
      throw new RecordingFileError(
        `${this.path} cannot be written. Free space, or set SIMULATOR_DIRECTORY to a folder that is writable.`,
        { cause },
      );
    }
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
