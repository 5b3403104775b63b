import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@playhead/service-kit';

/** A segment file that is being written. */
export class SegmentFile {
  readonly fileName: string;
  bytes = 0;
  private file: FileHandle | undefined;

  constructor(
    private readonly directory: string,
    prefix: string,
    index: number,
    ending: 'ts' | 'jpegs' = 'ts',
  ) {
    this.fileName = `${prefix}_${String(index).padStart(6, '0')}.${ending}`;
  }

  /** @throws DomainError `stream-failed` */
  async write(bytes: Buffer): Promise<void> {
    try {
      this.file ??= await open(join(this.directory, this.fileName), 'w');
      for (let at = 0; at < bytes.length; ) at += (await this.file.write(bytes, at)).bytesWritten;
    } catch (cause) {
      throw new DomainError('stream-failed', {
        detail: 'The disk for streams can not be written to. See the log.',
        cause,
      });
    }
    this.bytes += bytes.length;
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    await file?.close();
  }
}
