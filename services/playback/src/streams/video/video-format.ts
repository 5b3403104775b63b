import type { VideoContainer } from '@playhead/milestone';

/** How pictures are coded; `unknown` is decoded and coded anew, whatever it is. */
export type PictureCodec = 'h264' | 'h265' | 'mjpeg' | 'unknown';

/** What is beside the pictures: AAC is what players take as it is; `other` may be sound, and is coded anew if it is. */
export type SoundKind = 'none' | 'aac' | 'other';

/** What the VMS sends, as far as its first bytes tell. */
export interface VideoFormat {
  container: VideoContainer;
  codec: PictureCodec;
  sound: SoundKind;
  /** Pictures per second, where the VMS says it. */
  frameRate: number | undefined;
}
