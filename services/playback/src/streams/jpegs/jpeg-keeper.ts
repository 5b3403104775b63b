import { Injectable } from '@nestjs/common';
import { readInput } from '../cutting/read-input.ts';
import { SegmentFile } from '../cutting/segment-file.ts';
import { SegmentTimeline } from '../cutting/segment-times.ts';
import { BORDER_SECONDS, KEY_PACE_SECONDS } from '../ffmpeg/segment-arguments.ts';
import type { MadeSegment, Segmenting, SegmentJob } from '../ffmpeg/segment-job.ts';
import { CLOCK_HZ } from '../video/timestamps.ts';
import { jpegSourceOf, type TakenJpeg } from './jpeg-source.ts';
import type { KeptJpeg } from './kept-jpegs.ts';

/** Pictures that follow sooner are left out, in seconds of playing: no more than thirty in a second. */
export const LEAST_STEP_SECONDS = 0.03;

/** Makes segments of JPEGs that stay as they are: which of them are shown, and in which order, is all that is decided. */
@Injectable()
export class JpegKeeper {
  /**
   * Resolves when all is kept that is wanted, or after an abort, and every segment was told of.
   *
   * @throws UncuttableError where these are not the pictures that they should be. @throws DomainError `stream-failed`.
   */
  async run(segmenting: Segmenting): Promise<void> {
    const { job, signal, onSegment } = segmenting;
    const source = jpegSourceOf(job.format);
    const segments = new JpegSegments(job);
    const told = async (made: MadeSegment | undefined, afterInput: boolean) => {
      if (made !== undefined) await onSegment(made, afterInput);
      signal.throwIfAborted();
    };
    try {
      await readInput(segmenting, {
        take: async (chunk) => {
          for (const picture of source.take(chunk)) {
            await told(await segments.add(picture), false);
            if (segments.isOver) return true;
          }
          return false;
        },
        end: async () => told(await segments.end(), true),
      });
    } finally {
      await segments.close();
    }
  }
}

/** The files of a job, and what is in them. */
class JpegSegments {
  /** Whether all that is wanted is kept. */
  isOver = false;
  private readonly timeline: SegmentTimeline;
  private readonly choice: Choice;
  private count = 0;
  private file: SegmentFile | undefined;
  private kept: KeptPicture[] = [];

  constructor(private readonly job: SegmentJob) {
    this.choice = choiceOf(job);
    this.timeline = new SegmentTimeline(this.choice);
  }

  /** The segment that ends before this picture, if one does. */
  async add({ image, takenSeconds, endAt }: TakenJpeg): Promise<MadeSegment | undefined> {
    const shownSeconds = takenSeconds * this.choice.timeScale;
    if (takenSeconds >= this.choice.toSeconds) {
      this.isOver = true;
      return this.end(shownSeconds);
    }
    if (takenSeconds < this.choice.fromSeconds || !this.choice.isShown(shownSeconds)) return undefined;
    const ticks = Math.round(shownSeconds * CLOCK_HZ);
    const isNext = this.kept.length > 0 && !this.choice.isOneSegment && this.timeline.endsAt(ticks);
    const made = isNext ? await this.end(shownSeconds) : undefined;
    const { directory, prefix } = this.job;
    this.file ??= new SegmentFile(directory, prefix, this.count, 'jpegs');
    this.kept.push({ at: this.file.bytes, length: image.length, takenSeconds, shownSeconds, endAt });
    this.timeline.add(ticks);
    await this.file.write(image);
    return made;
  }

  /** What is kept since the last segment; the next picture is shown at `nextSeconds`. */
  async end(nextSeconds?: number): Promise<MadeSegment | undefined> {
    const { file, kept } = this;
    const [first, last] = [kept[0], kept.at(-1)];
    if (file === undefined || first === undefined || last === undefined) return undefined;
    await this.close();
    this.count += 1;
    this.kept = [];
    const { isOneSegment } = this.choice;
    const times = this.timeline.end(nextSeconds === undefined ? undefined : nextSeconds * CLOCK_HZ);
    const { intervalSeconds, ...ends } = times;
    const jpegs = kept.map(({ at, length, shownSeconds }) => ({
      ...{ at, length },
      offsetSeconds: isOneSegment ? last.shownSeconds - shownSeconds : shownSeconds - first.shownSeconds,
    }));
    return {
      fileName: file.fileName,
      bytes: file.bytes,
      fedBytes: last.endAt,
      ...ends,
      ...(kept.length > 1 && { intervalSeconds }),
      ...(isOneSegment && { firstTakenSeconds: first.takenSeconds }),
      jpegs: isOneSegment ? jpegs.reverse() : jpegs,
    };
  }

  async close(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    await file?.close();
  }
}

interface KeptPicture extends Omit<KeptJpeg, 'offsetSeconds'>, Omit<TakenJpeg, 'image'> {
  shownSeconds: number;
}

/** Which pictures are kept. */
interface Choice {
  /** As they were taken: none before this, none from there on. */
  fromSeconds: number;
  toSeconds: number;
  /** How much longer they take to show than they took. */
  timeScale: number;
  /** Whether all of them are one segment, and shown in the opposite order. */
  isOneSegment: boolean;
  /** Asked of one after the other. */
  isShown: (shownSeconds: number) => boolean;
}

function choiceOf({ treatment, timeScale, outputSeconds }: SegmentJob): Choice {
  if (treatment.kind !== 'reverse') {
    const isThinned = treatment.keyPicturesOnly;
    return {
      fromSeconds: 0,
      toSeconds: (outputSeconds ?? Number.POSITIVE_INFINITY) / timeScale,
      timeScale,
      isOneSegment: false,
      isShown: atLeast(isThinned ? KEY_PACE_SECONDS : LEAST_STEP_SECONDS),
    };
  }
  const { fromSeconds, toSeconds, pictures, pace } = treatment;
  return {
    fromSeconds: fromSeconds - BORDER_SECONDS,
    toSeconds: toSeconds - BORDER_SECONDS,
    timeScale: 1 / pace,
    isOneSegment: true,
    isShown: atLeast(
      pictures === 'key' || typeof pictures === 'number' ? KEY_PACE_SECONDS : LEAST_STEP_SECONDS,
    ),
  };
}

/** Chooses those that are so far apart. */
function atLeast(stepSeconds: number) {
  let last = Number.NEGATIVE_INFINITY;
  return (seconds: number) => {
    if (seconds - last < stepSeconds) return false;
    last = seconds;
    return true;
  };
}
