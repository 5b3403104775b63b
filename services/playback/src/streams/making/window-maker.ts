import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient, VmsSequence } from '@playhead/milestone';
import { linkSignals, MILESTONE } from '@playhead/service-kit';
import { isFirstKeyByItself } from '../cutting/first-key.ts';
import { LaterKeys } from '../cutting/later-keys.ts';
import { UncuttableError } from '../cutting/uncuttable.ts';
import { Disk } from '../disk.ts';
import { EncoderSlots } from '../ffmpeg/encoder-slots.ts';
import { EncoderTurn } from '../ffmpeg/encoder-turn.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-run.ts';
import type { MadeSegment, ReversedPictures, SegmentJob } from '../ffmpeg/segment-job.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import { JpegKeeper } from '../jpegs/jpeg-keeper.ts';
import type { PlaybackStream } from '../stream.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { FeedTurns } from './feed-turns.ts';
import { keepsJpegs } from './forward-job.ts';
import { endBeforeHole } from './hole-search.ts';
import { tidy } from './tidy.ts';
import { type OpenedVideo, openVideo, VideoFeed } from './video-feed.ts';
import { beyond } from './wall-clock.ts';
import { REACHED_MS } from './way.ts';
import { type ExactWindow, exactWindow, keyPace, recordedInterval, windowMs, windowStart } from './window.ts';

/** Where the next window ends. */
export interface Place {
  /** Pictures before this are still to be shown. */
  until: Date;
  /** The sequence that holds them. */
  sequence: VmsSequence;
  /** Whether the last window ended here. */
  runsOn: boolean;
  /** The VMS ended what it sent of this window before the picture of this time: what begins with it comes first. */
  brokeAt?: Date;
}

/** What came of a window. */
export type WindowResult = UnsentWindow | SentWindow;

/** The VMS sent no video of it. */
export interface UnsentWindow {
  kind: 'unsent';
  reached: Date;
  /** Whether it sent what it has after it. */
  comesLater: boolean;
}

export interface SentWindow {
  kind: 'sent';
  window: ExactWindow;
  /** `undefined` where there are no pictures in what was sent. */
  made: MadeSegment | undefined;
  /** Whether the VMS ended what it sent before anybody had enough of it. */
  isOver: boolean;
  /** Why nothing could be made of so little. */
  failure?: FfmpegError;
}

/** What became of the pictures of a window, and what else was seen of them. */
interface TurnedRound extends Pick<SentWindow, 'made' | 'isOver' | 'failure'> {
  laterKeys: LaterKeys | undefined;
}

/** Makes one segment of a window of forward footage: fetched, decoded and turned round. */
@Injectable()
export class WindowMaker {
  private windows = 0;
  /** How long a picture of a stream is shown, in seconds of recording, once that is known. */
  private readonly intervals = new WeakMap<PlaybackStream, number>();
  /** Streams whose key pictures can't be decoded without others; the first of a recording is like those of any other. */
  private readonly dependent = new WeakSet<PlaybackStream>();
  /** Streams whose groups of pictures are so long that others have to stand in for key pictures. */
  private readonly sparse = new WeakSet<PlaybackStream>();

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly segmenter: Segmenter,
    private readonly jpegs: JpegKeeper,
    private readonly slots: EncoderSlots,
    private readonly disk: Disk,
    private readonly turns: FeedTurns,
  ) {}

  /** The segment is not listed yet. @throws MilestoneError, FfmpegError. Rejects when the stream is closed. */
  async make(stream: PlaybackStream, pictures: ReversedPictures, place: Place): Promise<WindowResult> {
    const { camera, speed, endTime: end } = stream.identity;
    const { until, sequence } = place;
    const earliest = latestOf(sequence.startTime, end, place.brokeAt);
    const from = windowStart(until, earliest, speed, stream.nextSegmentIndex === 0);
    const keyPicturesOnly = this.showsKeysOnly(stream, pictures);
    const request = { deviceId: camera.deviceId, startTime: from, speed: 1, keyPicturesOnly };
    await tidy(stream);
    const tells = keyPicturesOnly ? tellsFirstKey : undefined;
    const opened = await openVideo(this.milestone, request, stream.abort.signal, tells);
    if (opened === undefined || isEmpty(opened) || opened.video.startTime >= until) {
      opened?.video.body.destroy();
      const comesLater = opened !== undefined && !isEmpty(opened);
      return { kind: 'unsent', reached: from, comesLater };
    }
    const shown = pictures === 'key' && this.keysDepend(stream, opened) ? keyPace(speed) : pictures;
    const interval = this.intervals.get(stream);
    const window = exactWindow({ from, until, end }, opened.video.startTime, speed, shown, interval);
    if (keyPicturesOnly && window.pictures !== 'key') {
      opened.video.body.destroy();
      this.sparse.add(stream);
      return this.make(stream, pictures, place);
    }
    const { laterKeys, ...turned } = await this.turnRound(stream, opened, window, place.runsOn);
    if (laterKeys?.areByThemselves === false) {
      this.dependent.add(stream);
      return this.make(stream, pictures, place);
    }
    // The first key picture of a recording says nothing of those after it.
    const isRecordingsFirst = beyond(window.from, sequence.startTime, speed) <= REACHED_MS;
    if (isRecordingsFirst && laterKeys !== undefined && laterKeys.areByThemselves === undefined)
      return this.make(stream, keyPace(speed), place);
    const recorded = turned.made && recordedInterval(turned.made, speed);
    if (recorded !== undefined) this.intervals.set(stream, recorded);
    return { kind: 'sent', window, ...turned };
  }

  /**
   * Where the pictures before a hole end, about, that was come upon within a sequence at `reached`; `undefined` where the VMS sends
   * none of them. @throws MilestoneError
   */
  endBeforeHole(
    stream: PlaybackStream,
    pictures: ReversedPictures,
    { sequence }: Place,
    reached: Date,
  ): Promise<Date | undefined> {
    const { camera, speed, endTime } = stream.identity;
    const keyPicturesOnly = this.showsKeysOnly(stream, pictures);
    const hole = {
      earliest: latestOf(sequence.startTime, endTime),
      voidFrom: reached,
      exactMs: windowMs(speed),
    };
    return endBeforeHole(hole, async (startTime, before) => {
      const request = { deviceId: camera.deviceId, startTime, speed: 1, keyPicturesOnly };
      const opened = await openVideo(this.milestone, request, stream.abort.signal);
      opened?.video.body.destroy();
      stream.abort.signal.throwIfAborted();
      return opened !== undefined && !isEmpty(opened) && opened.video.startTime < before;
    });
  }

  private showsKeysOnly(stream: PlaybackStream, pictures: ReversedPictures): boolean {
    return pictures === 'key' && !this.dependent.has(stream) && !this.sparse.has(stream);
  }

  /** How long a picture of the stream is shown, in seconds of recording; `undefined` while that is not known. */
  intervalOf(stream: PlaybackStream): number | undefined {
    return this.intervals.get(stream);
  }

  /** Whether key pictures of a stream can't be decoded without the others, by what was sent of it so far. */
  private keysDepend(stream: PlaybackStream, { format, head }: OpenedVideo): boolean {
    if (!this.dependent.has(stream) && format.codec === 'h264' && !isFirstKeyByItself(format, head)) {
      this.dependent.add(stream);
    }
    return this.dependent.has(stream);
  }

  private async turnRound(
    stream: PlaybackStream,
    opened: OpenedVideo,
    window: ExactWindow,
    runsOn: boolean,
  ): Promise<TurnedRound> {
    const { signal } = stream.abort;
    const { video, head, format } = opened;
    const seconds = (window.until.getTime() - window.videoStart.getTime()) / 1000;
    const feed = new VideoFeed(stream, this.disk, this.turns, seconds);
    const laterKeys =
      window.pictures === 'key' && format.codec === 'h264' ? new LaterKeys(format) : undefined;
    const link = linkSignals(signal);
    const look = (chunk: Buffer) => {
      laterKeys?.take(chunk);
      if (laterKeys?.areByThemselves === false) link.abort();
    };
    let made: MadeSegment | undefined;
    let failure: FfmpegError | undefined;
    let isOver = opened.over;
    video.body.once('end', () => {
      isOver = true;
    });
    look(head);
    if (laterKeys !== undefined) video.body.on('data', look);
    try {
      const isKept = keepsJpegs(stream.identity, format);
      feed.attach(opened, isKept ? undefined : await EncoderTurn.begin(this.slots, stream));
      await (isKept ? this.jpegs : this.segmenter).run({
        job: this.job(stream, opened, window, runsOn),
        input: feed.gate,
        signal: link.signal,
        onSegment: (segment) => {
          feed.fruitful(segment);
          made = segment;
        },
      });
    } catch (error) {
      failure = asFfmpegError(error);
    } finally {
      link.release();
      feed.close();
    }
    signal.throwIfAborted();
    if (feed.failure !== undefined) throw feed.failure;
    if (failure !== undefined && !isOver) throw failure;
    return { made, isOver, laterKeys, ...(failure !== undefined && { failure }) };
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
}

const tellsFirstKey = (format: VideoFormat, head: Buffer) =>
  format.codec !== 'h264' || isFirstKeyByItself(format, head) !== undefined;

const isEmpty = ({ over, head, failure }: OpenedVideo) => over && failure === undefined && head.length === 0;

const latestOf = (first: Date, ...others: (Date | undefined)[]): Date =>
  new Date(Math.max(first.getTime(), ...others.map((time) => time?.getTime() ?? 0)));

/** JPEGs that are none are no better for FFmpeg. */
function asFfmpegError(error: unknown): FfmpegError {
  if (error instanceof FfmpegError) return error;
  if (error instanceof UncuttableError) return new FfmpegError(error.message, { cause: error });
  throw error;
}
