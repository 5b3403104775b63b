import { Injectable } from '@nestjs/common';
import { linkSignals } from '@playhead/service-kit';
import { LaterKeys } from '../cutting/later-keys.ts';
import { SentTimes } from '../cutting/sent-times.ts';
import { UncuttableError } from '../cutting/uncuttable.ts';
import { Disk } from '../disk.ts';
import { EncoderSlots } from '../ffmpeg/encoder-slots.ts';
import { EncoderTurn } from '../ffmpeg/encoder-turn.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-run.ts';
import type { MadeSegment, OldestKey, SegmentJob } from '../ffmpeg/segment-job.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import { JpegKeeper } from '../jpegs/jpeg-keeper.ts';
import type { PlaybackStream } from '../stream.ts';
import { FeedTurns } from './feed-turns.ts';
import { keepsJpegs } from './forward-job.ts';
import { type OpenedVideo, VideoFeed } from './video-feed.ts';
import { type ExactWindow, inWindow } from './window.ts';

/** What became of the pictures of a window, and what else was seen of them. */
export interface TurnedRound {
  /** `undefined` where there are no pictures in what was sent. */
  made: MadeSegment | undefined;
  /** Whether the VMS ended what it sent before anybody had enough of it. */
  isOver: boolean;
  /** Why nothing could be made of so little. */
  failure?: FfmpegError;
  laterKeys: LaterKeys | undefined;
  sentTimes: SentTimes;
}

/** How a window is made beside what it shows. */
interface Turning {
  /** Whether it follows the last one without a break. */
  runsOn: boolean;
  oldestKey: OldestKey;
}

/** Decodes the pictures of a window and turns them round, into one segment. */
@Injectable()
export class WindowTurner {
  private windows = 0;

  constructor(
    private readonly segmenter: Segmenter,
    private readonly jpegs: JpegKeeper,
    private readonly slots: EncoderSlots,
    private readonly disk: Disk,
    private readonly turns: FeedTurns,
  ) {}

  /** @throws MilestoneError, FfmpegError. Rejects when the stream is closed. */
  async turnRound(
    stream: PlaybackStream,
    opened: OpenedVideo,
    window: ExactWindow,
    turning: Turning,
  ): Promise<TurnedRound> {
    const { signal } = stream.abort;
    const { video, head, format } = opened;
    const feed = new VideoFeed(stream, this.disk, this.turns, inWindow(window, window.until));
    const laterKeys =
      window.pictures === 'key' && format.codec === 'h264' ? new LaterKeys(format) : undefined;
    const sentTimes = new SentTimes(format);
    const link = linkSignals(signal);
    const look = (chunk: Buffer) => {
      sentTimes.take(chunk);
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
    video.body.on('data', look);
    try {
      const isKept = keepsJpegs(stream.identity, format);
      feed.attach(opened, isKept ? undefined : await EncoderTurn.begin(this.slots, stream));
      await (isKept ? this.jpegs : this.segmenter).run({
        job: this.job(stream, opened, window, turning),
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
    return { made, isOver, laterKeys, sentTimes, ...(failure !== undefined && { failure }) };
  }

  private job(
    stream: PlaybackStream,
    { format }: OpenedVideo,
    window: ExactWindow,
    { runsOn, oldestKey }: Turning,
  ): SegmentJob {
    const { directory, speed } = stream.identity;
    this.windows += 1;
    return {
      format,
      treatment: {
        kind: 'reverse',
        fromSeconds: inWindow(window, window.from),
        toSeconds: inWindow(window, window.until),
        pictures: window.pictures,
        pace: Math.abs(speed),
        oldestKey,
      },
      timeScale: 1,
      sound: false,
      directory,
      prefix: `window${this.windows}`,
      timestampSeconds: runsOn ? stream.timestampSeconds : 0,
    };
  }
}

/** JPEGs that are none are no better for FFmpeg. */
function asFfmpegError(error: unknown): FfmpegError {
  if (error instanceof FfmpegError) return error;
  if (error instanceof UncuttableError) return new FfmpegError(error.message, { cause: error });
  throw error;
}
