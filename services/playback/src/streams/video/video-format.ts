import type { VideoContainer } from '@playhead/milestone';

/** How pictures are coded; `unknown` is decoded and coded anew, whatever it is. */
export type PictureCodec = 'h264' | 'h265' | 'mjpeg' | 'unknown';

/** What the VMS sends, as far as its first bytes tell. */
export interface VideoFormat {
  container: VideoContainer;
  codec: PictureCodec;
  /** Whether its sound is AAC, which players take as it is. Sound that is not known to be is coded anew. */
  aacAudio: boolean;
  /** Pictures per second, where the VMS says it. */
  frameRate: number | undefined;
}
