import { join } from 'node:path';

import { pipeline } from 'node:stream/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, MilestoneError, type VmsVideoStream } from '@playhead/milestone';
import { DomainError, MILESTONE } from '@playhead/service-kit';
import { FootageService } from '../footage/footage.service.ts';
import { Gate } from './gate.ts';
import type { PlaybackStream } from './stream.ts';
import { type TransmuxedSegment, Transmuxer } from './transmuxer.ts';

/** How often in a row the VMS may fail without having sent a segment. */
const MAX_FAILURES = 3;

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
    let position: Date | undefined = stream.identity.startTime;
    let failures = 0;
    while (position !== undefined && !signal.aborted) {
      const before = stream.nextSegmentIndex;
      try {
        await this.producePart(stream, position);
      } catch (error) {
        const progressed = stream.nextSegmentIndex > before;
        failures = progressed ? 1 : failures + 1;
        if (signal.aborted) return;
        if (!isPassing(error) || failures >= MAX_FAILURES) throw error;
      }
      position = await this.nextPosition(stream, position);
    }
    if (stream.nextSegmentIndex === 0 && !signal.aborted) {
      throw new DomainError('footage-not-found', {
        detail: 'Nothing was recorded from this time on. Choose an earlier one.',
      });
    }
  }

  /** Where to go on: after what was made; `undefined` at the end of what was recorded when the stream was opened. */
  private async nextPosition(stream: PlaybackStream, position: Date): Promise<Date | undefined> {
    const last = stream.segments.at(-1);
    const end =
      last === undefined
        ? position
        : wallClockAt(last.wallClock, stream.identity.speed, last.durationSeconds);
    const from = new Date(Math.max(end.getTime(), position.getTime()));
    const next = await this.footage.next(stream.identity.camera, from, stream.identity.openedAt);
    return next && (next.startTime > from ? next.startTime : from);
  }

  private async producePart(stream: PlaybackStream, startTime: Date): Promise<void> {
    const { camera, speed } = stream.identity;
    const { signal } = stream.abort;
    const video = await this.openVideo(camera.deviceId, startTime, speed, signal);
    if (video === undefined) return;

    const add = addTo(stream, video);
    let broken = false;
    video.body.once('error', () => {
      broken = true;
    });
    const gate = new Gate();
    const follow = () => gate.set(!stream.isAhead);
    const unfollow = stream.onChange(follow);
    follow();
    try {
      const feeding = pipeline(video.body, gate, { signal });
      const cutting = this.transmuxer.run({
        input: gate,
        container: video.container,
        frameRate: video.frameRate,
        directory: stream.identity.directory,
        firstIndex: stream.nextSegmentIndex,
        signal,
        // What FFmpeg makes of a torn end is left out: the next part begins where the last whole segment ended.
        onSegment: (segment) => {
          if (!broken) add(segment);
        },
      });
      const [fed, cut] = await Promise.allSettled([feeding, cutting]);
      if (signal.aborted) return;
      if (fed.status === 'rejected' && fed.reason instanceof MilestoneError) throw fed.reason;
      if (cut.status === 'rejected') throw cut.reason;
    } finally {
      unfollow();
      video.body.destroy();
      gate.destroy();
    }
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
      if (error instanceof MilestoneError && error.kind === 'not-found') return undefined;
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

const wallClockAt = (start: Date, speed: number, offsetSeconds: number) =>
  new Date(start.getTime() + Math.round(speed * offsetSeconds * 1000));

/** Worth another try: the VMS broke off or was away. */
const isPassing = (error: unknown) => error instanceof MilestoneError && error.kind === 'unavailable';
