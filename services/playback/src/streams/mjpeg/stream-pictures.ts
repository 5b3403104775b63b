import { Injectable } from '@nestjs/common';
import { Clock } from '@playhead/service-kit';
import { readJpegs } from '../jpegs/kept-jpegs.ts';
import { beyond, wallClockAt } from '../making/wall-clock.ts';
import type { PlaybackStream } from '../stream.ts';
import { SegmentDecoder } from './segment-decoder.ts';

export interface StreamPicture {
  image: Buffer;
  /** When it was recorded, UTC. */
  wallClock: Date;
  /** When it is shown, in seconds of playing from the first segment. */
  atSeconds: number;
}

/** The pictures of a stream, one by one. */
@Injectable()
export class StreamPictures {
  constructor(
    private readonly decoder: SegmentDecoder,
    private readonly clock: Clock,
  ) {}

  /**
   * From the picture of the asked time on, up to the end. Waits for what is not made yet, and keeps the stream in use.
   *
   * @throws DecodeError. Rejects when the stream is closed.
   */
  async *of(stream: PlaybackStream): AsyncGenerator<StreamPicture> {
    const { startTime, endTime, speed } = stream.identity;
    let before: StreamPicture | undefined;
    for await (const picture of this.all(stream)) {
      if (endTime !== undefined && beyond(endTime, picture.wallClock, speed) >= 0) break;
      // Forwards a stream begins with the key picture before the asked time.
      const isEarly = speed > 0 && picture.wallClock <= startTime;
      if (before !== undefined && !isEarly) yield before;
      before = isEarly ? picture : undefined;
      if (!isEarly) yield picture;
    }
    if (before !== undefined) yield before;
  }

  private async *all(stream: PlaybackStream): AsyncGenerator<StreamPicture> {
    const { signal } = stream.abort;
    const { speed } = stream.identity;
    for (let index = 0; ; index += 1) {
      await stream.until(index + 1, signal);
      const segment = await stream.want(index);
      if (segment === undefined) return;
      const startSeconds = segment.endSeconds - segment.durationSeconds;
      const pictures =
        segment.jpegs === undefined
          ? this.decoder.pictures(segment.path, signal)
          : readJpegs(segment, segment.jpegs);
      for await (const { image, offsetMs } of pictures) {
        stream.lastUsedAt = this.clock.now();
        const wallClock = wallClockAt(segment.wallClock, speed, offsetMs / 1000);
        yield { image, wallClock, atSeconds: startSeconds + offsetMs / 1000 };
      }
    }
  }
}
