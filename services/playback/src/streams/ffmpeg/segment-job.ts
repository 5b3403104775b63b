import type { VideoFormat } from '../video/video-format.ts';

/** What becomes of the pictures on their way. */
export type Treatment =
  /** They are passed on as they are. */
  | { kind: 'copy'; keyPicturesOnly: boolean }
  /** They are coded anew as H.264, 720 lines at most, with a key picture each second. */
  | { kind: 'encode'; keyPicturesOnly: boolean }
  /** Those of `[fromSeconds, toSeconds)` of the input are coded anew in the opposite order, as one segment. */
  | { kind: 'reverse'; fromSeconds: number; toSeconds: number; pictures: ReversedPictures; pace: number };

/** Which pictures are left when footage is turned round; a number: one in so many seconds at most. */
export type ReversedPictures = 'all' | 'every-second' | 'key' | number;

/** One run of FFmpeg: video in, MPEG-TS segments out. */
export interface SegmentJob {
  format: VideoFormat;
  treatment: Treatment;
  /** How much longer the pictures take than they took: 1 ÷ speed where FFmpeg has to change it. */
  timeScale: number;
  sound: boolean;
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
  /** What FFmpeg had been fed when it was whole. */
  fedBytes: number;
  startSeconds: number;
  endSeconds: number;
  /** When the last picture is shown; missing where pictures are passed on as they are. */
  lastPictureSeconds?: number;
  /** How long a picture is shown; missing like the above, and where there is one alone. */
  intervalSeconds?: number;
}
