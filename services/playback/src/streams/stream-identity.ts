import type { StreamCodec, StreamSpeed } from '@playhead/contracts';
import type { PlayableCamera } from '../cameras/cameras.repository.ts';

/** What a viewer asks to see. Whoever asks for the same gets the same stream. */
export interface StreamWish {
  camera: PlayableCamera;
  startTime: Date;
  /** Where the stream ends, in the direction of travel; else backwards with the first footage, and forwards never. */
  endTime?: Date | undefined;
  speed: StreamSpeed;
  /** What the player decodes. */
  codecs: readonly StreamCodec[];
  /** Whether JPEGs may stay as the camera made them: for viewers who get pictures one by one, not segments. */
  keepsJpegs?: boolean;
}

export interface StreamIdentity extends StreamWish {
  id: string;
  /** Segment files are written here. */
  directory: string;
  openedAt: Date;
}

/**
 * The same text for wishes that one stream can serve. HLS carries H.264 and H.265 only, so nothing else sets streams apart.
 * Whether a player decodes H.265 does so for every camera, though it matters for those that send it alone: how a camera codes
 * is told by its video only, which is not asked for before the stream is placed, and may change from one recording to the
 * next. Waiting for it would cost each first picture a round trip to the VMS.
 */
export function keyOf({ camera, startTime, endTime, speed, codecs }: StreamWish): string {
  const pictures = codecs.includes('h265') ? 'h265' : 'h264';
  return [camera.id, startTime.getTime(), endTime?.getTime() ?? '', speed, pictures].join('|');
}
