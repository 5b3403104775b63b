import { Readable } from 'node:stream';
import type { OpenedVideo } from '../../streams/making/video-feed.ts';
import { diskFull } from '../disk-full.ts';

/** What goes into an FFmpeg. It ends early where something fails, which is kept: FFmpeg finishes what it has. */
export class VideoSource {
  readonly input = Readable.from(this.bytes(), { objectMode: false });
  failure: unknown;

  /** Past `mostBytes` the disk counts as full. */
  constructor(
    private readonly opened: OpenedVideo,
    private readonly mostBytes: number,
  ) {}

  close() {
    this.input.destroy();
    this.opened.video.body.destroy();
  }

  private async *bytes(): AsyncGenerator<Buffer> {
    const { head, over, video } = this.opened;
    let left = this.mostBytes - head.length;
    yield head;
    if (over) {
      // It may have broken off after it was opened, before anybody read on.
      this.failure = this.opened.failure;
      return;
    }
    try {
      for await (const chunk of video.body) {
        const bytes: Buffer = chunk;
        left -= bytes.length;
        if (left < 0) throw diskFull();
        yield bytes;
      }
    } catch (error) {
      this.failure = error;
    }
  }
}
