import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** A segment file that is being written. */
export class SegmentFile {
  readonly fileName: string;
  bytes = 0;
  private file: FileHandle | undefined;

  constructor(
    private readonly directory: string,
    prefix: string,
    index: number,
  ) {
    this.fileName = `${prefix}_${String(index).padStart(6, '0')}.ts`;
  }

  /** Rejects with the file system's error. */
  async write(bytes: Buffer): Promise<void> {
    this.file ??= await open(join(this.directory, this.fileName), 'w');
    for (let at = 0; at < bytes.length; ) at += (await this.file.write(bytes, at)).bytesWritten;
    this.bytes += bytes.length;
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    await file?.close();
  }
}
