import type { MadeSegment, SegmentJob } from '../ffmpeg/segment-job.ts';
import { pictureInterval } from '../video/picture-times.ts';
import { CLOCK_HZ } from '../video/timestamps.ts';

/** A segment ends with the first key picture from here on, counted from the segment's number, as FFmpeg does it. */
const SEGMENT_SECONDS = 1;
const EARLY_SECONDS = 0.02;
/** No group of pictures makes one shorter than this, but each picture may be one where the count fell behind over a hole. */
const LEAST_SECONDS = SEGMENT_SECONDS / 2;
/** So many are short in any case: somebody waits for them. */
const FIRST_SEGMENTS = 4;

/** A picture is shown until the next is, but not for longer than this where others are not, in seconds as recorded. */
const LONGEST_PICTURE_SECONDS = 1;
/** The same where the others are left out, which may be before they are sent. */
const LONGEST_KEY_SECONDS = 10;
/** How long a picture is shown of which there is one alone, in seconds as recorded. */
const ALONE_SECONDS = 0.125;

export type SegmentTimes = Required<
  Pick<MadeSegment, 'startSeconds' | 'endSeconds' | 'lastPictureSeconds' | 'intervalSeconds'>
>;

type Timing = Pick<SegmentJob, 'timeScale' | 'laterSegmentSeconds'> & { keyPicturesOnly?: boolean };

/** The times of the pictures of a segment after the other. */
export class SegmentTimeline {
  private times: number[] = [];
  private segments = 0;
  /** When the last group of pictures began, and how long the longest so far was, in seconds. */
  private groupStart = 0;
  private longestGroup = 0;
  private interval: number;
  private readonly laterSeconds: number;
  private readonly longestSeconds: number;

  /** Later segments hold as many groups of pictures as fit in; like the first ones where that is missing. */
  constructor({ timeScale, laterSegmentSeconds = SEGMENT_SECONDS, keyPicturesOnly = false }: Timing) {
    this.interval = ALONE_SECONDS * timeScale;
    this.laterSeconds = laterSegmentSeconds;
    this.longestSeconds = timeScale * (keyPicturesOnly ? LONGEST_KEY_SECONDS : LONGEST_PICTURE_SECONDS);
  }

  /** A group of pictures begins at this time, in ticks: whether a segment ends with it. */
  endsAt(ticks: number): boolean {
    const seconds = ticks / CLOCK_HZ;
    this.longestGroup = Math.max(this.longestGroup, seconds - this.groupStart);
    this.groupStart = seconds;
    const length = seconds - (this.times[0] ?? seconds);
    if (this.segments < FIRST_SEGMENTS || this.laterSeconds <= SEGMENT_SECONDS) {
      const isDue = seconds >= (this.segments + 1) * SEGMENT_SECONDS - EARLY_SECONDS;
      return isDue && length >= LEAST_SECONDS - EARLY_SECONDS;
    }
    const isFull = length + this.longestGroup > this.laterSeconds + EARLY_SECONDS;
    return isFull && length >= SEGMENT_SECONDS - EARLY_SECONDS;
  }

  add(ticks: number) {
    this.times.push(ticks / CLOCK_HZ);
  }

  /** The segment is whole; `nextTicks` tells when the picture is shown that the next one begins with. */
  end(nextTicks: number | undefined): SegmentTimes {
    const startSeconds = this.times[0] ?? 0;
    const times = this.times.sort((a, b) => a - b);
    const lastPictureSeconds = times.at(-1) ?? startSeconds;
    this.interval = pictureInterval(times) ?? this.interval;
    this.times = [];
    this.segments += 1;
    const shownSeconds = (nextTicks ?? 0) / CLOCK_HZ - lastPictureSeconds;
    const longest = Math.max(this.longestSeconds, this.interval * 1.5);
    const isFollowed = nextTicks !== undefined && shownSeconds > 0 && shownSeconds <= longest;
    return {
      startSeconds,
      endSeconds: lastPictureSeconds + (isFollowed ? shownSeconds : this.interval),
      lastPictureSeconds,
      intervalSeconds: this.interval,
    };
  }
}
