import type { VideoContainer } from '@playhead/milestone';

/** FFmpeg's name for each container; what has none is probed. */
export const demuxers: Partial<Record<VideoContainer, string>> = {
  mp2t: 'mpegts',
  mp4: 'mp4',
  h264: 'h264',
  h265: 'hevc',
  mjpeg: 'mpjpeg',
};
