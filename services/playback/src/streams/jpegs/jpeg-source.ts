import type { VideoFormat } from '../video/video-format.ts';
import { MatroskaJpegs } from './matroska-jpegs.ts';
import { MultipartJpegs } from './multipart-jpegs.ts';

/** A JPEG as the camera made it. */
export interface TakenJpeg {
  image: Buffer;
  /** When it was taken, in seconds from the first of the video. */
  takenSeconds: number;
  /** How many bytes of the video there are up to its end. */
  endAt: number;
}

/** Finds the pictures in video of JPEGs, however its bytes come in pieces. */
export interface JpegSource {
  /** Those that are whole with this piece. @throws UncuttableError where it is not what it should be. */
  take(chunk: Buffer): Iterable<TakenJpeg>;
}

/** Of video whose pictures are JPEGs. */
export const jpegSourceOf = ({ container, frameRate }: VideoFormat): JpegSource =>
  container === 'mjpeg' ? new MultipartJpegs(frameRate) : new MatroskaJpegs();
