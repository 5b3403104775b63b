import type { KeptJpeg } from '../jpegs/kept-jpegs.ts';
import type { VideoFormat } from '../video/video-format.ts';
import type { Gate } from './gate.ts';

/** What becomes of the pictures on their way. */
export type Treatment =
  /** They are passed on as they are. */
  | { kind: 'copy'; keyPicturesOnly: boolean }
  /** They are coded anew as H.264, 720 lines at most, with a key picture each second. */
  | { kind: 'encode'; keyPicturesOnly: boolean }
  | TurningRound;

/** Those of `[fromSeconds, toSeconds)` of the input are coded anew in the opposite order, as one segment. */
interface TurningRound {
  kind: 'reverse';
  fromSeconds: number;
  toSeconds: number;
  pictures: ReversedPictures;
  pace: number;
  oldestKey: OldestKey;
}

/**
 * What becomes of the oldest of key pictures: it may be left for the next window, unless it is alone, as it tells how long the one
 * before it is shown. That one may come again, so that players show it for so long; without that, it is left only if more remain.
 */
export type OldestKey = 'shown' | 'left' | 'left-with-repetition';

/** Which pictures are left when footage is turned round; a number: one in so many seconds at most. */
export type ReversedPictures = 'all' | 'every-second' | 'key' | number;

/** Video in, segments out: one run of FFmpeg, of the cutter, or of what keeps JPEGs. */
export interface SegmentJob {
  format: VideoFormat;
  treatment: Treatment;
  /** How much longer the pictures take than they took: 1 ÷ speed where that has to be changed. */
  timeScale: number;
  sound: boolean;
  /** How long segments may get that nobody waits for, in seconds, where it is more than for others; for the cutter alone. */
  laterSegmentSeconds?: number | undefined;
  /** Whether its pictures are shown one by one, and by no player of HLS. */
  isTakenApart?: boolean | undefined;
  /** Where the output ends, in its own seconds; not for reversed pictures. */
  outputSeconds?: number | undefined;
  /** Segment files are written here, each name beginning with `prefix`. */
  directory: string;
  prefix: string;
  /** Added to all timestamps, so that they run on from what was made before. */
  timestampSeconds: number;
}

/** A finished segment file; times in seconds from the first picture of the input, times `timeScale`. */
export interface MadeSegment {
  fileName: string;
  bytes: number;
  /** How much of the input is in the segments up to this one. */
  fedBytes: number;
  startSeconds: number;
  endSeconds: number;
  /** Of pictures that were turned round, when the first was taken, in seconds of the input. */
  firstTakenSeconds?: number;
  /** When the last picture is shown; missing where FFmpeg passes pictures on as they are. */
  lastPictureSeconds?: number;
  /** Of pictures that were turned round, when the oldest would be shown, which was left for the next window, if it was. */
  nextSeconds?: number;
  /** How long a picture is shown; missing like the above, and where there is one alone. */
  intervalSeconds?: number;
  /** Where its pictures are, if they are JPEGs as the camera made them. */
  jpegs?: readonly KeptJpeg[];
}

/** How a job is run. */
export interface Segmenting {
  job: SegmentJob;
  input: Gate;
  signal: AbortSignal;
  /** Called for each segment in its turn, as soon as it is whole; `afterInput` for what was still to come at its end. */
  onSegment: (segment: MadeSegment, afterInput: boolean) => void | Promise<void>;
}
