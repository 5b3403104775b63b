import { Inject, Injectable } from '@nestjs/common';
import type { MilestoneClient } from '@playhead/milestone';
import { linkSignals, MILESTONE } from '@playhead/service-kit';
import { Cutter, cutJobOf } from '../cutting/cutter.ts';
import { UncuttableError } from '../cutting/uncuttable.ts';
import { Disk } from '../disk.ts';
import { EncoderSlots } from '../ffmpeg/encoder-slots.ts';
import { EncoderTurn } from '../ffmpeg/encoder-turn.ts';
import { FfmpegError } from '../ffmpeg/ffmpeg-run.ts';
import { isUntimed } from '../ffmpeg/segment-arguments.ts';
import type { Segmenting } from '../ffmpeg/segment-job.ts';
import { Segmenter } from '../ffmpeg/segmenter.ts';
import { JpegKeeper } from '../jpegs/jpeg-keeper.ts';
import type { PlaybackStream } from '../stream.ts';
import { FeedTurns } from './feed-turns.ts';
import { type Effort, type ForwardPlan, forwardJob } from './forward-job.ts';
import { followingOf, type HeldSegment, PartSegments } from './part-segments.ts';
import { laterSegmentSeconds, makeRoom } from './segment-length.ts';
import { SequenceFinder } from './sequence-finder.ts';
import { startsBeyondGap } from './start-gap.ts';
import { tidy } from './tidy.ts';
import { type OpenedVideo, openVideo, VideoFeed } from './video-feed.ts';

/** Asked for a little later than a border, the VMS can't take the picture before it for the one of that time. */
export const BORDER_MARGIN_MS = 5;

export interface PartRequest {
  stream: PlaybackStream;
  plan: ForwardPlan;
  /** The time that the part begins with. */
  position: Date;
  /** What is done to the pictures at least. */
  effort: Effort;
}

/** What came of one answer of the VMS. */
export type PartResult =
  /** The VMS has no footage at this time. */
  | { kind: 'nothing' }
  /** `held` is what came last: there may be more of its group of pictures by now. */
  | { kind: 'made'; held: HeldSegment | undefined }
  /** The VMS failed on the way; what is whole is listed. */
  | { kind: 'broken'; failure: unknown }
  /** A group of pictures is too long to be listed as it is. */
  | { kind: 'overlong' }
  /** It is not regular enough to be cut without FFmpeg; what is whole is listed. */
  | { kind: 'uncuttable' }
  /** Its pictures come out of order and carry no times: decoding alone tells these. */
  | { kind: 'uncopiable' };

/** Makes segments of one answer of the VMS. */
@Injectable()
export class PartMaker {
  private parts = 0;

  constructor(
    @Inject(MILESTONE) private readonly milestone: MilestoneClient,
    private readonly cutter: Cutter,
    private readonly jpegs: JpegKeeper,
    private readonly segmenter: Segmenter,
    private readonly slots: EncoderSlots,
    private readonly disk: Disk,
    private readonly turns: FeedTurns,
    private readonly sequences: SequenceFinder,
  ) {}

  /** @throws MilestoneError when the VMS does not answer, FfmpegError, DomainError `stream-limit-reached`. */
  async make(request: PartRequest): Promise<PartResult> {
    const { stream, plan, position, effort } = request;
    const { camera, speed } = stream.identity;
    const follows = stream.nextSegmentIndex > 0;
    await tidy(stream);
    const opened = await openVideo(
      this.milestone,
      {
        deviceId: camera.deviceId,
        startTime: follows ? new Date(position.getTime() + BORDER_MARGIN_MS) : position,
        speed: plan.kind === 'served' ? speed : 1,
        // To be coded anew, pictures are decoded, which takes all of them.
        keyPicturesOnly: plan.kind === 'rescaled' && plan.keyPicturesOnly && effort === 'cut',
      },
      stream.abort.signal,
    );
    if (opened === undefined) return { kind: 'nothing' };

    const feed = new VideoFeed(stream, this.disk, this.turns, stream.targetDurationSeconds * Math.abs(speed));
    try {
      if (!follows)
        stream.startSkipped = await startsBeyondGap(this.sequences, stream, opened.video.startTime);
      return await this.cut(request, opened, feed);
    } catch (error) {
      // Whoever got too little to make sense of is not to blame.
      if (feed.failure !== undefined) return { kind: 'broken', failure: feed.failure };
      if (error instanceof UncuttableError) return { kind: 'uncuttable' };
      throw error;
    } finally {
      feed.close();
      opened.video.body.destroy();
    }
  }

  private async cut(request: PartRequest, opened: OpenedVideo, feed: VideoFeed): Promise<PartResult> {
    const { stream, plan, effort } = request;
    const { format, video } = opened;
    this.parts += 1;
    if (effort === 'cut') makeRoom(stream, video.startTime, this.sequences.now());
    const following = followingOf(stream, video.startTime);
    const job = forwardJob({
      wish: stream.identity,
      plan,
      format,
      effort,
      startTime: video.startTime,
      timestampSeconds: following.timestampSeconds,
      laterSegmentSeconds: laterSegmentSeconds(stream),
      directory: stream.identity.directory,
      prefix: `part${this.parts}`,
    });
    const isCopy = job.treatment.kind === 'copy';
    const isInPlaylist = stream.identity.keepsJpegs !== true;
    const segments = new PartSegments(stream, video.startTime, following, isCopy && isInPlaylist);
    const turn = isCopy ? undefined : await EncoderTurn.begin(this.slots, stream);
    feed.attach(opened, turn);
    const link = linkSignals(stream.abort.signal);
    try {
      await this.segment(effort, {
        job,
        input: feed.gate,
        signal: link.signal,
        onSegment: async (segment, afterInput) => {
          feed.fruitful(segment);
          await segments.take(segment, afterInput);
          if (segments.isOverlong) link.abort();
        },
      });
    } catch (error) {
      const isRawCopy = isCopy && isUntimed(format) && feed.failure === undefined;
      if (isRawCopy && error instanceof FfmpegError) return { kind: 'uncopiable' };
      throw error;
    } finally {
      link.release();
    }
    if (segments.isOverlong) return { kind: 'overlong' };
    if (feed.failure !== undefined) return { kind: 'broken', failure: feed.failure };
    return { kind: 'made', held: segments.held };
  }

  /** FFmpeg does what is more than cutting. */
  private segment(effort: Effort, segmenting: Segmenting): Promise<void> {
    const { treatment, format } = segmenting.job;
    if (treatment.kind === 'copy' && format.codec === 'mjpeg') return this.jpegs.run(segmenting);
    const cutJob = effort === 'cut' ? cutJobOf(segmenting.job) : undefined;
    return cutJob === undefined ? this.segmenter.run(segmenting) : this.cutter.run(cutJob, segmenting);
  }
}
