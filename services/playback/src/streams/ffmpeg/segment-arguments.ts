import { CLOCK_HZ, LONGEST_HOLE_SECONDS } from '../video/timestamps.ts';
import type { PictureCodec, VideoFormat } from '../video/video-format.ts';
import { demuxers } from './demuxers.ts';
import type { OldestKey, ReversedPictures, SegmentJob, Treatment } from './segment-job.ts';

/**
 * How all video of the VMS is read: enough to find the parameters in the first group of pictures, as more would only delay the first
 * segment; and with its holes, as FFmpeg would close those of more than ten seconds, and show what comes after them too early.
 */
export const READING = [
  ...['-probesize', '1000000', '-analyzeduration', '500000', '-fpsprobesize', '0'],
  ...['-dts_delta_threshold', String(LONGEST_HOLE_SECONDS)],
];

/**
 * What more is read for sound, which may begin a second before the pictures or after them: FFmpeg gives up where it knows
 * nothing of either. What is known sooner is not waited for.
 */
const READING_SOUND = ['-probesize', '5000000', '-analyzeduration', '2000000'];

/**
 * The units of key pictures and of what they need (H.265 table 7-1). Those of H.264 may be like any other picture but for a
 * message before them.
 */
const keyUnits: Partial<Record<PictureCodec, string>> = { h265: '16-21|32-34' };

/** One thread each: many streams share the processors, and threads would each hold pictures. */
const ENCODER = [
  ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-crf', '23'],
  ...['-pix_fmt', 'yuv420p', '-threads', '1', '-g', '600', '-sc_threshold', '0'],
  // Each picture keeps its own time: none is repeated or left out to fill a rate.
  ...['-fps_mode', 'vfr', '-enc_time_base', '1:90000'],
];

/** Never larger than it was, never more than 720 lines, and even on both sides, as H.264 wants it. */
const SMALLER = "scale='trunc(iw*min(1,720/ih)/2)*2':'trunc(min(ih,720)/2)*2'";

/** A window is one segment, however long. */
const WHOLE_SECONDS = 3600;

/** Pictures a little before a border belong beyond it: the VMS tells times in whole milliseconds. */
export const BORDER_SECONDS = 0.004;

/** Prints the time of the first picture, in seconds of the input, as if it were an error: nothing less is printed. */
const TELL_FIRST = "select='if(n,1,gte(print(t,16),0))'";

/** The picture after the oldest comes twice, 10 ms apart: once the oldest is left out, it may come again at the end. */
const REPEATING = [
  'settb=1/90000,split[kept][all]',
  `[all]select='eq(n,1)',setpts=PTS-${0.01 * CLOCK_HZ}[again]`,
  '[kept][again]interleave',
].join(';');

/** Counted from the last one: after a hole, each picture would have to catch up with what was left out. */
export const KEY_EACH_SECOND = 'expr:if(isnan(prev_forced_t),1,gte(t,prev_forced_t+1))';

/** How often a picture is shown in place of key pictures, where those are too rare or all of them, in seconds of playing. */
export const KEY_PACE_SECONDS = 0.125;

/** What becomes of the oldest picture of a window. */
export function oldestKey({ format, treatment }: Pick<SegmentJob, 'format' | 'treatment'>): OldestKey {
  const isOfKeys = treatment.kind === 'reverse' && treatment.pictures === 'key' && !isAllKey(format);
  return isOfKeys ? treatment.oldestKey : 'shown';
}

const isAllKey = ({ codec }: VideoFormat) => codec === 'mjpeg';

/** Whether FFmpeg can tell key pictures from others without decoding them. */
export const hasKeyUnits = ({ codec }: VideoFormat) => keyUnits[codec] !== undefined;

/** Options before the input. */
export function inputArguments({ format, treatment, timeScale, sound: wanted }: SegmentJob): string[] {
  const demuxer = demuxers[format.container];
  return [
    ...['-loglevel', 'error', '-protocol_whitelist', 'pipe,file', ...READING],
    ...(wanted && format.sound !== 'none' ? READING_SOUND : []),
    ...decoding(treatment, format),
    ...(treatment.kind === 'copy' && timeScale !== 1 && !isUntimed(format)
      ? ['-itsscale', String(timeScale)]
      : []),
    ...(demuxer === undefined ? [] : ['-f', demuxer]),
    ...pacing(format, timeScale, skipsInDecoder(treatment, format)),
  ];
}

/** Options after the input, up to the name of the output, which {@link outputName} gives. */
export function outputArguments(job: SegmentJob): string[] {
  const { treatment, outputSeconds, timestampSeconds } = job;
  const isWindow = treatment.kind === 'reverse';
  return [
    ...['-map', '0:v:0', ...sound(job), ...pictures(job)],
    ...(outputSeconds === undefined ? [] : ['-t', outputSeconds.toFixed(6)]),
    ...['-f', 'segment', '-segment_format', 'mpegts'],
    ...['-segment_time', String(isWindow ? WHOLE_SECONDS : 1), '-segment_time_delta', '0.02'],
    ...['-initial_offset', timestampSeconds.toFixed(6)],
    ...['-segment_list', 'pipe:2', '-segment_list_type', 'csv'],
  ];
}

export const outputName = ({ prefix }: SegmentJob) => `${prefix}_%06d.ts`;
export const firstOutput = ({ prefix }: SegmentJob) => `${prefix}_000000.ts`;

/** `-t` must stand before the input: after it, `reverse` would collect all that comes before it gives anything. */
function decoding(treatment: Treatment, format: VideoFormat): string[] {
  return [
    ...(skipsInDecoder(treatment, format) ? ['-skip_frame', 'nokey'] : []),
    ...(treatment.kind === 'reverse'
      ? ['-threads', '1', '-t', borderAt(treatment.toSeconds, format, skipsInDecoder(treatment, format))]
      : []),
  ];
}

/**
 * A border for pictures of what is turned round, in seconds. Where they are counted, FFmpeg rounds it to the nearest picture,
 * which may lie on the wrong side: it gets the first one beyond.
 */
function borderAt(seconds: number, format: VideoFormat, leavesOut: boolean): string {
  const border = Math.max(0, seconds - BORDER_SECONDS);
  const rate = isUntimed(format) && !leavesOut ? format.frameRate : undefined;
  return (rate === undefined ? border : Math.ceil(border * rate) / rate).toFixed(6);
}

/**
 * Whether only key pictures are decoded. Of raw pictures that are counted to tell their times, none may be missing; and of
 * H.264, FFmpeg takes a key picture for one only if nothing after it needs what is before.
 */
function skipsInDecoder(treatment: Treatment, format: VideoFormat): boolean {
  if (isAllKey(format)) return false;
  if (treatment.kind === 'reverse') return treatment.pictures === 'key';
  const isSure = !isUntimed(format) && format.codec !== 'h264';
  return treatment.kind === 'encode' && treatment.keyPicturesOnly && isSure;
}

/** Such pictures carry no times, and so none that could be stretched. */
export const isUntimed = ({ container }: VideoFormat) =>
  container === 'h264' || container === 'h265' || container === 'mjpeg';

/** What FFmpeg takes for their rate where nobody says it, a second. */
export const ASSUMED_RATE = 25;

/**
 * Pictures without times come evenly, as often as the VMS says, or so many times as often as they are shown faster. They are
 * counted as they are decoded or copied (`-r`): `-framerate` holds only until a rate is found in the pictures themselves. Where
 * the decoder leaves some out, that rate has to do.
 */
export function pacing(format: VideoFormat, timeScale = 1, leavesOut = false): string[] {
  const { frameRate } = format;
  if (!isUntimed(format)) return [];
  const rate = frameRate ?? (timeScale === 1 ? undefined : ASSUMED_RATE);
  const told = rate === undefined ? [] : [leavesOut ? '-framerate' : '-r', String(rate / timeScale)];
  return isAllKey(format) ? told : ['-fflags', '+genpts', ...told];
}

export function sound({ format, sound: wanted }: Pick<SegmentJob, 'format' | 'sound'>): string[] {
  if (!wanted) return ['-an'];
  return [
    '-map',
    '0:a:0?',
    ...(format.sound === 'aac' ? ['-c:a', 'copy'] : ['-c:a', 'aac', '-b:a', '64k', '-ac', '1']),
  ];
}

function pictures({ format, treatment, timeScale }: SegmentJob): string[] {
  const units = keyUnits[format.codec];
  switch (treatment.kind) {
    case 'copy':
      if (!treatment.keyPicturesOnly || units === undefined) return ['-c:v', 'copy'];
      return ['-c:v', 'copy', '-bsf:v', `filter_units=pass_types=${units}`];
    case 'encode': {
      const thinned = treatment.keyPicturesOnly ? keyPictures(format) : [];
      const filters = [...stretched(format, timeScale), ...thinned, SMALLER].join(',');
      return ['-vf', filters, ...ENCODER, '-force_key_frames', KEY_EACH_SECOND];
    }
    case 'reverse': {
      const from = borderAt(treatment.fromSeconds, format, skipsInDecoder(treatment, format));
      const left =
        treatment.pictures === 'key' && isAllKey(format)
          ? KEY_PACE_SECONDS * treatment.pace
          : treatment.pictures;
      const repeated = oldestKey({ format, treatment }) === 'left-with-repetition' ? [REPEATING] : [];
      const filters = [`trim=start=${from}`, TELL_FIRST, ...thinning(left), ...repeated, SMALLER, 'reverse'];
      // Where pictures come evenly, FFmpeg counts in pictures, of which there is no half.
      const faster = ['settb=1/90000', `setpts=(PTS-STARTPTS)/${treatment.pace}`];
      return ['-vf', [...filters, ...faster].join(','), ...ENCODER];
    }
  }
}

/** After the decoder, which guesses times of pictures out of order that were stretched before it. */
const stretched = (format: VideoFormat, timeScale: number) =>
  timeScale === 1 || isUntimed(format) ? [] : ['settb=1/90000', `setpts=(PTS-STARTPTS)*${timeScale}`];

/** Filters that leave key pictures, where the decoder does not; of H.264, as many as may stand in for them. */
function keyPictures(format: VideoFormat): string[] {
  if (isAllKey(format) || format.codec === 'h264') return thinning(KEY_PACE_SECONDS);
  return isUntimed(format) ? ["select='eq(pict_type,I)'"] : [];
}

function thinning(left: ReversedPictures): string[] {
  if (left === 'every-second') return ['framestep=2'];
  if (typeof left !== 'number') return [];
  return [`select='isnan(prev_selected_t)+gte(t-prev_selected_t,${left.toFixed(3)})'`];
}
