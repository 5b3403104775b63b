import { hasKeyUnits } from '../ffmpeg/segment-arguments.ts';
import type { SegmentJob, Treatment } from '../ffmpeg/segment-job.ts';
import type { StreamWish } from '../stream-identity.ts';
import type { VideoFormat } from '../video/video-format.ts';
import type { Plan } from './plan.ts';

/** How pictures that are shown in the order in which they come are treated. */
export type ForwardPlan = Exclude<Plan, { kind: 'reversed' }>;

/** H.264 is what every player decodes; HLS carries H.265 besides, where the player says that it decodes it. */
const isPlayable = ({ codec }: VideoFormat, { codecs }: StreamWish) =>
  codec === 'h264' || (codec === 'h265' && codecs.includes('h265'));

/** Whether pictures may stay the JPEGs that they are. */
export const keepsJpegs = (wish: StreamWish, { codec }: VideoFormat) =>
  wish.keepsJpegs === true && codec === 'mjpeg';

/**
 * How little is done to pictures that come as they should be: no more than cutting, FFmpeg copies them, or it codes them anew.
 * What turns out not to do is not tried again.
 */
export type Effort = 'cut' | 'copy' | 'encode';

/** Passed on as they are wherever that can be. */
function forwardTreatment(
  wish: StreamWish,
  plan: ForwardPlan,
  format: VideoFormat,
  effort: Effort,
): Treatment {
  const keyPicturesOnly = plan.kind === 'rescaled' && plan.keyPicturesOnly;
  if (effort === 'cut' && keepsJpegs(wish, format)) return { kind: 'copy', keyPicturesOnly };
  const copies =
    effort !== 'encode' && isPlayable(format, wish) && (!keyPicturesOnly || tellsKeys(format, effort));
  return { kind: copies ? 'copy' : 'encode', keyPicturesOnly };
}

/** Whether key pictures can be told from others without decoding them. */
const tellsKeys = (format: VideoFormat, effort: Effort) =>
  hasKeyUnits(format) || (format.container === 'mp2t' && effort === 'cut');

interface ForwardRun {
  wish: StreamWish;
  plan: ForwardPlan;
  format: VideoFormat;
  effort: Effort;
  /** When the first picture was recorded. */
  startTime: Date;
  timestampSeconds: number;
  laterSegmentSeconds: number | undefined;
  directory: string;
  prefix: string;
}

export function forwardJob(run: ForwardRun): SegmentJob {
  const { wish, plan, format, effort, startTime, ...rest } = run;
  const { speed, endTime } = wish;
  return {
    format,
    treatment: forwardTreatment(wish, plan, format, effort),
    timeScale: plan.kind === 'rescaled' ? 1 / speed : 1,
    sound: speed === 1,
    isTakenApart: wish.keepsJpegs,
    ...(endTime !== undefined && {
      outputSeconds: Math.max(0.001, (endTime.getTime() - startTime.getTime()) / 1000 / speed),
    }),
    ...rest,
  };
}
