import { demuxers } from '../../streams/ffmpeg/demuxers.ts';
import { KEY_EACH_SECOND, pacing, READING, sound } from '../../streams/ffmpeg/segment-arguments.ts';
import type { VideoFormat } from '../../streams/video/video-format.ts';

/** How a piece is cut out of a video; times in seconds from the first picture of the video. */
export interface Cut {
  format: VideoFormat;
  /** Whether pictures are passed on as they are; else they are coded as H.264, in their own size. */
  copy: boolean;
  /** Pictures before are left out; where they are passed on, all before the first key picture from here on. */
  fromSeconds: number;
  /** The piece ends before the first key picture from here on; only where pictures are passed on. */
  borderSeconds?: number;
  /** The piece ends with the last picture before. */
  endSeconds?: number;
  /** Where the first picture stands on the clock of the whole export, in seconds. */
  atSeconds: number;
}

/** A key picture so little before a border stands on it, in seconds. */
const BORDER_SECONDS = '0.02';
/** No border: later than any export ends, in seconds. */
const NEVER = 1_000_000;
/** Clocks begin so late that what stands before the first picture of a piece is not negative, in seconds. */
const CLOCK_STARTS = 60;

const ENCODER = [
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '20',
    '-pix_fmt',
    'yuv420p',
    '-threads',
    '1',
    '-bf',
    '0',
  ],
  ...['-g', '600', '-sc_threshold', '0', '-force_key_frames', KEY_EACH_SECOND],
  ...['-vf', "scale='trunc(iw/2)*2':'trunc(ih/2)*2'", '-fps_mode', 'vfr', '-enc_time_base', '1:90000'],
];

export const cutInput = ({ format }: Cut): string[] => [
  ...['-loglevel', 'error', '-protocol_whitelist', 'pipe,file', ...READING],
  ...(demuxers[format.container] === undefined ? [] : ['-f', String(demuxers[format.container])]),
  ...pacing(format),
];

/** Which of the files is the piece: before it comes what is left out. */
export const pieceIndex = ({ copy, fromSeconds }: Cut) => (copy && fromSeconds > 0 ? 1 : 0);

export function cutOutput(cut: Cut): string[] {
  const { format, copy, fromSeconds, borderSeconds = NEVER, endSeconds, atSeconds } = cut;
  const skipped = copy ? 0 : fromSeconds;
  const borders = copy ? [...(fromSeconds > 0 ? [fromSeconds] : []), borderSeconds] : [NEVER];
  const offset = CLOCK_STARTS + atSeconds - (fromSeconds - skipped);
  return [
    ...['-map', '0:v:0', ...sound({ format, sound: true }), ...(copy ? ['-c:v', 'copy'] : ENCODER)],
    ...(skipped > 0 ? ['-ss', skipped.toFixed(6)] : []),
    ...(endSeconds === undefined ? [] : ['-t', Math.max(0.001, endSeconds - skipped).toFixed(6)]),
    ...['-f', 'segment', '-segment_format', 'mpegts', '-segment_time_delta', BORDER_SECONDS],
    ...[
      '-segment_times',
      borders.map((border) => border.toFixed(6)).join(),
      '-initial_offset',
      offset.toFixed(6),
    ],
    ...['-segment_list', 'pipe:2', '-segment_list_type', 'csv'],
  ];
}
