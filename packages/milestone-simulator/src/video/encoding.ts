import type { Codec } from '../cameras/camera.ts';
import { PICTURE_RATE } from './picture-grid.ts';
import type { Take } from './take.ts';

/** How H.264 and H.265 are wrapped: MPEG-TS, fragmented MP4 or raw Annex B, whose name is that of H.264. */
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

const x265 = [
  ...['-c:v', 'libx265', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-crf', '28'],
  '-x265-params',
  'keyint=15:min-keyint=15:scenecut=0:open-gop=0:bframes=0:rc-lookahead=0:repeat-headers=1:pools=1:frame-threads=1:log-level=none',
];

const encoders = {
  h264: { coded: x264, rawFormat: 'h264', rawType: 'video/h264', mp4Tag: 'avc1' },
  h265: { coded: x265, rawFormat: 'hevc', rawType: 'video/h265', mp4Tag: 'hvc1' },
};

const wrapped = (codec: keyof typeof encoders): Record<VideoContainer, Encoding> => {
  const { coded, rawFormat, rawType, mp4Tag } = encoders[codec];
  return {
    mp2t: {
      arguments: [...coded, '-muxdelay', '0', '-muxpreload', '0', '-f', 'mpegts'],
      headers: { 'content-type': 'video/mp2t' },
    },
    mp4: {
      arguments: [
        ...coded,
        '-tag:v',
        mp4Tag,
        '-movflags',
        '+frag_keyframe+empty_moov+default_base_moof',
        '-f',
        'mp4',
      ],
      headers: { 'content-type': 'video/mp4' },
    },
    h264: {
      arguments: [...coded, '-f', rawFormat],
      headers: { 'content-type': rawType, 'x-video-frame-rate': '15' },
    },
  };
};

const containers = { h264: wrapped('h264'), h265: wrapped('h265') };

const mjpeg: Encoding = {
  arguments: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '5', '-f', 'mpjpeg'],
  headers: { 'content-type': 'multipart/x-mixed-replace; boundary=ffmpeg', 'x-video-frame-rate': '15' },
};

/** One JPEG and no more. */
export const jpeg: Encoding = {
  arguments: ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'image2pipe'],
  headers: { 'content-type': 'image/jpeg' },
};

export function encodingOf(codec: Codec, container: VideoContainer): Encoding {
  return codec === 'mjpeg' ? mjpeg : containers[codec][container];
}

/** The whole command line: `source` makes `[out]`, the encoding sends it to standard output as fast as it is read. */
export function commandLine(source: readonly string[], take: Take, encoding: Encoding): string[] {
  return [
    ...['-hide_banner', '-nostdin', '-loglevel', 'error', '-filter_complex_threads', '1'],
    ...source,
    // Said here: since FFmpeg 7 a graph that sets times has no rate, and 25 a second would be made of it.
    ...['-map', '[out]', '-r', String(PICTURE_RATE), '-frames:v', String(take.count), '-an'],
    ...encoding.arguments,
    'pipe:1',
  ];
}
