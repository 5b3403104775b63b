import type { Take } from './take.ts';

/** How H.264 is wrapped: MPEG-TS, fragmented MP4 or raw Annex B. */
export type VideoContainer = 'mp2t' | 'mp4' | 'h264';

/** How video leaves the simulator: FFmpeg's output arguments, and the headers that describe them. */
export interface Encoding {
  arguments: readonly string[];
  headers: Readonly<Record<string, string>>;
}

const x264 = [
  ...['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-threads', '1'],
  ...['-pix_fmt', 'yuv420p', '-maxrate', '1400k', '-bufsize', '1400k', '-crf', '23'],
  ...['-g', '15', '-keyint_min', '15', '-sc_threshold', '0', '-flags', '+cgop'],
];

const containers: Record<VideoContainer, Encoding> = {
  mp2t: {
    arguments: [...x264, '-muxdelay', '0', '-muxpreload', '0', '-f', 'mpegts'],
    headers: { 'content-type': 'video/mp2t' },
  },
  mp4: {
    arguments: [...x264, '-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-f', 'mp4'],
    headers: { 'content-type': 'video/mp4' },
  },
  h264: {
    arguments: [...x264, '-f', 'h264'],
    headers: { 'content-type': 'video/h264', 'x-video-frame-rate': '15' },
  },
};

const mjpeg: Encoding = {
  arguments: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '5', '-f', 'mpjpeg'],
  headers: { 'content-type': 'multipart/x-mixed-replace; boundary=ffmpeg', 'x-video-frame-rate': '15' },
};

/** One JPEG and no more. */
export const jpeg: Encoding = {
  arguments: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'image2pipe'],
  headers: { 'content-type': 'image/jpeg' },
};

export function encodingOf(format: 'h264' | 'mjpeg', container: VideoContainer): Encoding {
  return format === 'mjpeg' ? mjpeg : containers[container];
}

/** The whole command line: `source` makes `[out]`, the encoding sends it to standard output as fast as it is read. */
export function commandLine(source: readonly string[], take: Take, encoding: Encoding): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-filter_complex_threads', '1'],
    ...source,
    ...['-map', '[out]', '-frames:v', String(take.count), '-an'],
    ...encoding.arguments,
    'pipe:1',
  ];
}
