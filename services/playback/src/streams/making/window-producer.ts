import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { type MilestoneClient, MilestoneError, type VmsSequence } from '@playhead/milestone';
import { MILESTONE } from '@playhead/service-kit';
import { isFirstKeyByItself } from '../cutting/first-key.ts';
import { Disk } from '../disk.ts';
import { EncoderSlots } from '../ffmpeg/encoder-slots.ts';
import { EncoderTurn } from '../ffmpeg/encoder-turn.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-run.ts';
import type { MadeSegment, SegmentJob } from '../ffmpeg/segment-job.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import type { PlaybackStream } from '../stream.ts';
import { Patience } from './patience.ts';
import type { WindowPictures } from './plan.ts';
import { SequenceFinder } from './sequence-finder.ts';
import { tidy } from './tidy.ts';
import { type OpenedVideo, openVideo, VideoFeed } from './video-feed.ts';
import { type ExactWindow, exactWindow, keyPace, LONGEST_SECONDS, windowStart } from './window.ts';

/** The picture of the asked time itself is shown: more than the border that is kept from a window's end. */
const INCLUSIVE_MS = 6;

/** How long a picture is shown of which there is one alone, in seconds of playing. */
const ALONE_SECONDS = 0.125;

interface Place {
  /** Pictures before this are still to be shown. */
  until: Date;
  /** The sequence that holds them. */
  sequence: VmsSequence;
  /** Whether the last window ended here. */
  runsOn: boolean;
}

/** What came of a window. */
interface WindowResult {
  /** The wall-clock time down to which it reaches. */
  reached: Date;
  /** Whether the VMS sent video of it, and whether that has pictures. */
  isSent: boolean;
  isShown: boolean;
}

/**
 * Plays backwards what the VMS sends forwards only: window after window before the playhead is fetched, decoded and
 * turned round. Each picture belongs to one window.
 */
@Injectable()
export class WindowProducer {
  private windows = 0;
  /** How long a picture of a stream is shown, in seconds of recording, once that is known. */
  private readonly intervals = new WeakMap<PlaybackStream, number>();
  /** Streams whose key pictures can't be decoded without others; the first of a recording is like those of any other. */
  private readonly dependent = new WeakSet<PlaybackStream>();

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly segmenter: Segmenter,
    private readonly slots: EncoderSlots,
    private readonly sequences: SequenceFinder,
    private readonly disk: Disk,
  ) {}

  /** Resolves at the first footage. @throws MilestoneError, FfmpegError. Rejects when the stream is closed. */
  async produce(stream: PlaybackStream, pictures: WindowPictures): Promise<void> {
    const { startTime, speed } = stream.identity;
    const { signal } = stream.abort;
    const patience = new Patience(speed, startTime);
    stream.limitSegments(LONGEST_SECONDS);
    let place = await this.placeAt(stream, new Date(startTime.getTime() + INCLUSIVE_MS), false);
    while (place !== undefined) {
      await stream.untilWanted();
      try {
        const made: WindowResult = await this.produceWindow(stream, pictures, place);
        if (made.isSent) {
          patience.reached(made.reached);
          place = await this.placeAt(stream, made.reached, made.isShown, place.sequence);
        } else if (await patience.again(signal)) {
          place = await this.placeAt(stream, made.reached, false, place.sequence);
        } else {
          patience.goOver(stream.nextSegmentIndex);
          place = await this.placeAt(stream, place.sequence.startTime, false);
        }
      } catch (error) {
        signal.throwIfAborted();
        const isPassing = error instanceof MilestoneError && error.kind === 'unavailable';
        if (!isPassing || !(await patience.again(signal))) throw error;
      }
    }
  }

  /** `undefined` where there is no earlier footage. `known` is the sequence that was played last. */
  private async placeAt(
    stream: PlaybackStream,
    until: Date,
    runsOn: boolean,
    known?: VmsSequence,
  ): Promise<Place | undefined> {
    const { camera, endTime } = stream.identity;
    if (endTime !== undefined && endTime >= until) return undefined;
    if (known !== undefined && known.startTime < until) return { until, sequence: known, runsOn };
    const sequence = await this.sequences.before(camera, until, endTime);
    if (sequence === undefined) return undefined;
    const skips = sequence.endTime < until;
    return { until: skips ? sequence.endTime : until, sequence, runsOn: runsOn && !skips };
  }

  private async produceWindow(
    stream: PlaybackStream,
    pictures: WindowPictures,
    place: Place,
  ): Promise<WindowResult> {
    const { camera, speed, endTime: end } = stream.identity;
    const { until, sequence } = place;
    const earliest = end !== undefined && end > sequence.startTime ? end : sequence.startTime;
    const from = windowStart(until, earliest, speed, stream.nextSegmentIndex === 0);
    const request = { deviceId: camera.deviceId, startTime: from, speed: 1 };
    await tidy(stream);
    const opened = await openVideo(this.milestone, request, stream.abort.signal);
    if (opened === undefined || opened.video.startTime >= until) {
      opened?.video.body.destroy();
      return { reached: from, isSent: false, isShown: false };
    }
    const shown = pictures === 'key' && this.keysDepend(stream, opened) ? keyPace(speed) : pictures;
    const interval = this.intervals.get(stream);
    const window = exactWindow({ from, until, end }, opened.video.startTime, speed, shown, interval);
    const made = await this.turnRound(stream, opened, this.job(stream, opened, window, place.runsOn));
    if (made !== undefined) await this.list(stream, window, place, made);
    return { reached: window.from, isSent: true, isShown: made !== undefined };
  }

  /** Whether key pictures of a stream can't be decoded without the others, by what was sent of it so far. */
  private keysDepend(stream: PlaybackStream, { format, head }: OpenedVideo): boolean {
    if (!this.dependent.has(stream) && format.codec === 'h264' && !isFirstKeyByItself(format, head)) {
      this.dependent.add(stream);
    }
    return this.dependent.has(stream);
  }

  private job(
    stream: PlaybackStream,
    { format }: OpenedVideo,
    window: ExactWindow,
    runsOn: boolean,
  ): SegmentJob {
    const { directory, speed } = stream.identity;
    const seconds = (time: Date) => (time.getTime() - window.videoStart.getTime()) / 1000;
    this.windows += 1;
    return {
      format,
      treatment: {
        kind: 'reverse',
        fromSeconds: seconds(window.from),
        toSeconds: seconds(window.until),
        pictures: window.pictures,
        pace: Math.abs(speed),
      },
      timeScale: 1,
      sound: false,
      directory,
      prefix: `window${this.windows}`,
      timestampSeconds: runsOn ? stream.timestampSeconds : 0,
    };
  }

  /** `undefined` where the VMS has no pictures of the window. */
  private async turnRound(
    stream: PlaybackStream,
    opened: OpenedVideo,
    job: SegmentJob,
  ): Promise<MadeSegment | undefined> {
    const { signal } = stream.abort;
    const feed = new VideoFeed(stream, this.disk);
    let made: MadeSegment | undefined;
    try {
      feed.attach(opened, await EncoderTurn.begin(this.slots, stream));
      await this.segmenter.run({
        job,
        input: feed.gate,
        signal,
        onSegment: (segment) => {
          feed.fruitful(segment);
          made = segment;
        },
      });
    } catch (error) {
      if (feed.failure === undefined || !(error instanceof FfmpegError)) throw error;
    } finally {
      feed.close();
    }
    signal.throwIfAborted();
    if (feed.failure !== undefined) throw feed.failure;
    return made;
  }

  private async list(
    stream: PlaybackStream,
    window: ExactWindow,
    place: Place,
    made: MadeSegment,
  ): Promise<void> {
    const { directory, speed, startTime } = stream.identity;
    const pace = Math.abs(speed);
    const spanMs = ((made.lastPictureSeconds ?? made.startSeconds) - made.startSeconds) * pace * 1000;
    const interval = made.intervalSeconds ?? ALONE_SECONDS;
    if (made.intervalSeconds !== undefined) this.intervals.set(stream, made.intervalSeconds * pace);
    const isAligned = window.from.getTime() === window.videoStart.getTime();
    // Where pictures are left out, the first is still kept, and how far apart the others are says nothing of it.
    const isBorder = isAligned || typeof window.pictures === 'number';
    const firstMs = window.from.getTime() + (isBorder ? 0 : (interval * pace * 1000) / 2);
    const wallClock = new Date(Math.round(firstMs + spanMs));
    const durationSeconds = place.runsOn
      ? (place.until.getTime() - window.from.getTime()) / 1000 / pace
      : spanMs / 1000 / pace + interval;
    const path = join(directory, made.fileName);
    if (stream.nextSegmentIndex === 0) stream.startSkipped = place.sequence.endTime < startTime;
    const discontinuity = stream.nextSegmentIndex > 0 && !place.runsOn;
    const base = discontinuity || stream.nextSegmentIndex === 0 ? 0 : stream.timestampSeconds;
    stream.add(
      { path, bytes: made.bytes, durationSeconds, wallClock, discontinuity },
      base + durationSeconds,
    );
  }
}
