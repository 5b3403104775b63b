import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MadeSegment } from '../ffmpeg/segment-job.ts';
import type { Segment } from '../playlist/playlist.ts';
import type { PlaybackStream } from '../stream.ts';
import { beyond, endOf, wallClockAt } from './wall-clock.ts';

/** Borders that differ by less are the same border, in ms. */
const JOIN_MS = 50;

/** Where nothing was recorded for so long, that is left out, as gaps are, in ms: players would show what follows too early. */
const HOLE_MS = 900;

/** The last segment of an answer of the VMS, not listed yet. */
export interface HeldSegment {
  start: Date;
  end: Date;
  /** Lists it. */
  publish(): void;
}

/** How the pictures of a part follow those that the stream has. */
export interface Following {
  /** Whether they run on, or begin anew after a gap. */
  joins: boolean;
  /** Added to the timestamps of the part, in seconds. */
  timestampSeconds: number;
}

/** `startTime` is when the first picture of the part was recorded. It may come again: what is listed is left out. */
export function followingOf(stream: PlaybackStream, startTime: Date): Following {
  const { speed } = stream.identity;
  const last = stream.segments.at(-1);
  if (last === undefined) return { joins: false, timestampSeconds: 0 };
  const leadMs = beyond(endOf(last, speed), startTime, speed);
  const timestampSeconds = stream.timestampSeconds + leadMs / 1000 / Math.abs(speed);
  const joins = leadMs <= JOIN_MS && timestampSeconds >= 0;
  return joins ? { joins, timestampSeconds } : { joins, timestampSeconds: 0 };
}

/** The segments of one part on their way into the stream. */
export class PartSegments {
  /** Set when a segment is too long to be listed. */
  isOverlong = false;
  held: HeldSegment | undefined;
  private first: MadeSegment | undefined;
  private isFirstListed = true;

  constructor(
    private readonly stream: PlaybackStream,
    private readonly startTime: Date,
    private readonly following: Following,
    /** Whether segments that are too long are refused. */
    private readonly strict: boolean,
  ) {}

  /** `mayGrow`: the VMS had sent all it had when this one was finished. */
  async take(made: MadeSegment, mayGrow: boolean): Promise<void> {
    const { directory, speed } = this.stream.identity;
    this.first ??= made;
    const segment = {
      path: join(directory, made.fileName),
      durationSeconds: made.endSeconds - made.startSeconds,
      wallClock: wallClockAt(this.startTime, speed, made.startSeconds - this.first.startSeconds),
    };
    this.isOverlong ||= !this.isListed(segment) && this.strict && !this.stream.fits(segment.durationSeconds);
    if (this.isOverlong || this.isListed(segment)) {
      await rm(segment.path, { force: true });
      this.stream.unlisted.settle(made.bytes);
      return;
    }
    this.held?.publish();
    const listed = {
      start: segment.wallClock,
      end: endOf(segment, speed),
      publish: () => this.add({ ...segment, bytes: made.bytes, jpegs: made.jpegs }, made.endSeconds),
    };
    this.held = mayGrow ? listed : undefined;
    if (!mayGrow) listed.publish();
  }

  private isListed({ wallClock, durationSeconds }: Pick<Segment, 'wallClock' | 'durationSeconds'>) {
    const last = this.stream.segments.at(-1);
    if (last === undefined || !this.following.joins) return false;
    const { speed } = this.stream.identity;
    return beyond(endOf(last, speed), endOf({ wallClock, durationSeconds }, speed), speed) <= JOIN_MS;
  }

  private add(
    segment: Pick<Segment, 'path' | 'durationSeconds' | 'wallClock' | 'bytes' | 'jpegs'>,
    endSeconds: number,
  ) {
    const { speed } = this.stream.identity;
    const last = this.stream.segments.at(-1);
    const gapMs = last === undefined ? 0 : beyond(endOf(last, speed), segment.wallClock, speed);
    const runsOn = this.isFirstListed ? this.following.joins && Math.abs(gapMs) <= JOIN_MS : gapMs <= HOLE_MS;
    const discontinuity = last !== undefined && !runsOn;
    this.isFirstListed = false;
    this.stream.add({ ...segment, discontinuity }, this.following.timestampSeconds + endSeconds);
  }
}
