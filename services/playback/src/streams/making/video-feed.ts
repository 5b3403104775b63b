import type { MilestoneClient, VideoRequest, VmsVideoStream } from '@playhead/milestone';
import { NotFoundError } from '@playhead/milestone';
import { DomainError } from '@playhead/service-kit';
import type { Disk } from '../disk.ts';
import type { EncoderTurn } from '../ffmpeg/encoder-turn.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-run.ts';
import { Gate } from '../ffmpeg/gate.ts';
import type { MadeSegment } from '../ffmpeg/segment-job.ts';
import type { PlaybackStream } from '../stream.ts';
import { sniff } from '../video/sniff.ts';
import type { VideoFormat } from '../video/video-format.ts';
import type { FeedTurns } from './feed-turns.ts';

/** More than the finest camera records in a second. */
const MAX_BYTES_PER_SECOND = 16 * 1024 * 1024;
/** As long as most groups of pictures, and longer ones are not as fine. */
const LEAST_SECONDS = 4;

/**
 * Viewers wait no longer than this for room on the disk, in ms: by then what nobody watches has made room. The stream ends,
 * and makes room for others.
 */
const STARVING_MS = 15_000;

/** Video of the VMS whose first bytes have told what it is. They are `head`; the rest follows from `video`. */
export interface OpenedVideo {
  video: VmsVideoStream;
  format: VideoFormat;
  head: Buffer;
  /** Whether `head` is all there is, and what the VMS failed with after it. */
  over: boolean;
  failure: unknown;
}

/** Of what does not tell by then, more would not tell either. */
const MAX_HEAD_BYTES = 1024 * 1024;

/** Whether the first bytes of video of this form tell all that has to be known of it. */
type Tells = (format: VideoFormat, head: Buffer) => boolean;

/** With a `head` that tells what it is, and what `tells` wants to know besides. @throws MilestoneError */
export async function openFootage(
  milestone: MilestoneClient,
  request: VideoRequest,
  signal: AbortSignal,
  tells: Tells = () => true,
): Promise<OpenedVideo> {
  return readHead(await milestone.getVideoStream({ ...request, format: 'h264' }, { signal }), signal, tells);
}

/** The same; `undefined` where the VMS has no footage at this time: the caller looks for the next. @throws MilestoneError */
export async function openVideo(...asked: Parameters<typeof openFootage>): Promise<OpenedVideo | undefined> {
  try {
    return await openFootage(...asked);
  } catch (error) {
    if (error instanceof NotFoundError && error.missing === 'footage') return undefined;
    throw error;
  }
}

function readHead(video: VmsVideoStream, signal: AbortSignal, tells: Tells): Promise<OpenedVideo> {
  const { body, container, frameRate } = video;
  const chunks: Buffer[] = [];
  const unknown: VideoFormat = { container, codec: 'unknown', sound: 'other', frameRate };
  return new Promise((resolve) => {
    const opened: OpenedVideo = {
      video,
      format: unknown,
      head: Buffer.alloc(0),
      over: false,
      failure: undefined,
    };
    const hangUp = () => body.destroy(new FfmpegError('The stream was closed.'));
    const settle = () => {
      signal.removeEventListener('abort', hangUp);
      body.off('data', look);
      body.pause();
      opened.head = Buffer.concat(chunks);
      resolve(opened);
    };
    const look = (chunk: Buffer) => {
      chunks.push(chunk);
      const head = Buffer.concat(chunks);
      const format = sniff({ container, frameRate }, head);
      if (format === undefined) return;
      opened.format = format;
      if (head.length > MAX_HEAD_BYTES || tells(format, head)) settle();
    };
    const end = (failure?: unknown) => {
      opened.over = true;
      opened.failure = failure;
      settle();
    };
    signal.addEventListener('abort', hangUp, { once: true });
    // It may fail at any later moment too, before anybody reads on.
    body.on('data', look).once('end', end).once('error', end);
  });
}

/**
 * The way of a video into the cutter or FFmpeg: it flows while the stream wants more. What the VMS fails with ends it, so
 * that they finish what they have, and is kept as `failure`.
 */
export class VideoFeed {
  readonly gate = new Gate((bytes) => this.mayPass(bytes));
  failure: unknown;
  private video: VmsVideoStream | undefined;
  private bytes = 0;
  private readonly mostBytes: number;
  private readonly unfollow: () => void;
  private starving: { timer: NodeJS.Timeout; leave: () => void } | undefined;
  private isOver = false;
  private turn: EncoderTurn | undefined;
  /** Whether a piece may pass at this moment, and the wait until one may. */
  private isOurs = false;
  private leaveLine: (() => void) | undefined;

  /** What makes no segment of so many seconds of recording is no video. */
  constructor(
    private readonly stream: PlaybackStream,
    private readonly disk: Disk,
    private readonly turns: FeedTurns,
    segmentSeconds: number,
  ) {
    this.mostBytes = MAX_BYTES_PER_SECOND * Math.max(LEAST_SECONDS, segmentSeconds);
    this.unfollow = stream.onChange(() => this.gate.look());
  }

  /** With a `turn` where pictures are coded anew: they are fed only while there is a place for that. */
  attach({ video, head, over, failure }: OpenedVideo, turn?: EncoderTurn) {
    this.video = video;
    this.turn = turn;
    this.failure = failure;
    this.gate.write(head);
    if (over) {
      this.gate.end();
      return;
    }
    video.body.once('error', (error) => {
      this.failure = error;
      this.gate.end();
    });
    video.body.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
      if (this.bytes <= this.mostBytes) return;
      const megabytes = Math.round(this.bytes / 1024 / 1024);
      video.body.destroy(new FfmpegError(`Of ${megabytes} MiB that the VMS sent comes no segment.`));
    });
    video.body.pipe(this.gate);
  }

  /** A segment came of what was fed so far. */
  fruitful({ bytes, fedBytes }: MadeSegment) {
    this.bytes = 0;
    this.stream.unlisted.whole({ bytes, fedAfter: this.gate.passedBytes - fedBytes });
    this.disk.finished(this.stream);
    this.turn?.passOn();
  }

  close() {
    this.unfollow();
    this.fed();
    this.leaveLine?.();
    this.disk.finished(this.stream);
    this.turn?.rest();
    this.video?.body.destroy();
    this.gate.destroy();
  }

  private mayPass(bytes: number): boolean {
    const { stream, disk } = this;
    if (this.isOver) return true;
    if (stream.isAhead) {
      this.fed();
      disk.finished(stream);
      this.turn?.rest();
      return false;
    }
    if (this.turn?.take(() => this.gate.look()) === false) {
      this.fed();
      disk.finished(stream);
      return false;
    }
    if (!disk.fits(stream, stream.unlisted.grownBy(bytes))) {
      this.starving ??= {
        timer: setTimeout(() => this.giveUp(), STARVING_MS),
        leave: disk.wait(stream, () => this.gate.look()),
      };
      return false;
    }
    this.fed();
    if (!this.isOurs) {
      this.leaveLine ??= this.turns.wait(() => this.passOne(), stream.isInNeed);
      return false;
    }
    this.isOurs = false;
    stream.unlisted.feed(bytes);
    return true;
  }

  /** What may not pass by now, as enough is ready, waits for another turn. */
  private passOne() {
    this.leaveLine = undefined;
    this.isOurs = true;
    this.gate.look();
    this.isOurs = false;
  }

  private fed() {
    clearTimeout(this.starving?.timer);
    this.starving?.leave();
    this.starving = undefined;
  }

  /** What was fed is finished. */
  private giveUp() {
    this.fed();
    this.isOver = true;
    this.failure = new DomainError('stream-limit-reached', {
      detail:
        'The disk space for streams is used up by those being watched. Try again in a moment, or have PLAYBACK_MAX_DISK_MB raised.',
      retryAfterSeconds: STARVING_MS / 1000,
    });
    this.video?.body.unpipe(this.gate).destroy();
    this.gate.look();
    this.gate.end();
  }
}
