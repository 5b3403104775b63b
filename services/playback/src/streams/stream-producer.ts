import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import {
  type MilestoneClient,
  MilestoneError,
  NotFoundError,
  type VmsSequence,
  type VmsVideoStream,
} from '@playhead/milestone';
import { DomainError, MILESTONE } from '@playhead/service-kit';
import { FootageService } from '../footage/footage.service.ts';
import { Gate } from './gate.ts';
import type { PlaybackStream } from './stream.ts';
import { TransmuxError, type TransmuxedSegment, Transmuxer } from './transmuxer.ts';

/** How often in a row the VMS may fail, or send nothing of what it lists, without a segment coming of it. */
const MAX_FUTILE = 4;

/** More than the longest group of pictures of the finest camera: what makes no segment of that is no video. */
const MAX_BYTES_PER_SEGMENT = 64 * 1024 * 1024;

/** Fills a stream: sequence after sequence, as far ahead of its viewers as it may be, with one FFmpeg at a time. */
@Injectable()
export class StreamProducer {
  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly footage: FootageService,
    private readonly transmuxer: Transmuxer,
  ) {}

  /** Resolves at the end of the footage. @throws DomainError `footage-not-found`. @throws MilestoneError, TransmuxError */
  async produce(stream: PlaybackStream): Promise<void> {
    const { signal } = stream.abort;
    const { camera, startTime, openedAt } = stream.identity;
    let position = startTime;
    let listed: VmsSequence | undefined;
    let futile = 0;
    while (!signal.aborted) {
      const before = stream.nextSegmentIndex;
      const failure = await this.producePart(stream, position).then(() => undefined, passing);
      if (signal.aborted) return;

      const progressed = stream.nextSegmentIndex > before;
      futile = progressed ? 0 : futile + 1;
      if (failure !== undefined && futile >= MAX_FUTILE) throw failure;
      if (futile >= MAX_FUTILE) break;

      const skipped = !progressed && failure === undefined && listed !== undefined;
      const from = skipped && listed !== undefined ? listed.endTime : endOf(stream, position);
      listed = await this.footage.next(camera, from, openedAt);
      if (listed === undefined) break;
      position = new Date(Math.max(listed.startTime.getTime(), from.getTime()));
    }
    if (stream.nextSegmentIndex > 0) return;
    throw new DomainError('footage-not-found', {
      detail: 'Nothing was recorded from this time on. Choose an earlier one.',
    });
  }

  /** One answer of the VMS, cut into segments. What it fails with after some of them is thrown once they are made. */
  private async producePart(stream: PlaybackStream, startTime: Date): Promise<void> {
    const { camera, speed, directory } = stream.identity;
    const { signal } = stream.abort;
    const video = await this.openVideo(camera.deviceId, startTime, speed, signal);
    if (video === undefined) return;

    const add = addTo(stream, video);
    const gate = new Gate();
    let failure: unknown;
    video.body.once('error', (error) => {
      failure = error;
      gate.end();
    });
    let bytes = 0;
    video.body.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_BYTES_PER_SEGMENT)
        video.body.destroy(new TransmuxError('The VMS sends what is no video.'));
    });
    const follow = () => gate.set(!stream.isAhead);
    const unfollow = stream.onChange(follow);
    follow();
    video.body.pipe(gate);
    try {
      await this.transmuxer.run({
        input: gate,
        container: video.container,
        frameRate: video.frameRate,
        directory,
        firstIndex: stream.nextSegmentIndex,
        signal,
        // What FFmpeg makes of a torn end is left out: the next part begins where the last whole segment ended.
        onSegment: (segment) => {
          bytes = 0;
          if (failure === undefined) add(segment);
        },
      });
    } finally {
      unfollow();
      video.body.destroy();
      gate.destroy();
    }
    if (failure !== undefined) throw failure;
  }

  /** `undefined` where the VMS has no footage at this time: the caller looks for the next. */
  private async openVideo(
    deviceId: string,
    startTime: Date,
    speed: number,
    signal: AbortSignal,
  ): Promise<VmsVideoStream | undefined> {
    try {
      return await this.milestone.getVideoStream({ deviceId, startTime, speed, format: 'h264' }, { signal });
    } catch (error) {
      if (error instanceof NotFoundError && error.missing === 'footage') return undefined;
      throw error;
    }
  }
}

/** Names the wall-clock time of each segment: the first picture's, plus speed × offset (design §6). */
function addTo(stream: PlaybackStream, video: VmsVideoStream) {
  const { directory, speed } = stream.identity;
  const isContinuation = stream.nextSegmentIndex > 0;
  let first: TransmuxedSegment | undefined;
  return (segment: TransmuxedSegment) => {
    const discontinuity = isContinuation && first === undefined;
    first ??= segment;
    stream.add({
      path: join(directory, segment.fileName),
      durationSeconds: segment.endSeconds - segment.startSeconds,
      wallClock: wallClockAt(video.startTime, speed, segment.startSeconds - first.startSeconds),
      discontinuity,
    });
  };
}

/** The wall-clock time up to which the stream is made; `position` while nothing is. */
function endOf(stream: PlaybackStream, position: Date): Date {
  const last = stream.segments.at(-1);
  if (last === undefined) return position;
  const end = wallClockAt(last.wallClock, stream.identity.speed, last.durationSeconds);
  return new Date(Math.max(end.getTime(), position.getTime()));
}

const wallClockAt = (start: Date, speed: number, offsetSeconds: number) =>
  new Date(start.getTime() + Math.round(speed * offsetSeconds * 1000));

/** A failure worth another try: the VMS broke off or was away. Any other is thrown. */
function passing(error: unknown): MilestoneError {
  if (error instanceof MilestoneError && error.kind === 'unavailable') return error;
  throw error;
}
