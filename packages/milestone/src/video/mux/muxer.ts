import type { VideoContainer } from '../../milestone-client.ts';

/** One picture, in the order of showing. `time` is epoch ms, `data` Annex B or a JPEG. */
export interface TimedPicture {
  time: number;
  isKey: boolean;
  data: Buffer;
}

/** Puts pictures into a container that keeps each one's time. */
export interface Muxer {
  readonly container: VideoContainer;
  /** The bytes for one picture, in pieces to be written one after the other. */
  add(picture: TimedPicture): Iterable<Buffer>;
}
