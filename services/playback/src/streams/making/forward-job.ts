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

/** Passed on as they are wherever that can be; `encode` says that it can not. */
function forwardTreatment(
  wish: StreamWish,
  plan: ForwardPlan,
  format: VideoFormat,
  encode: boolean,
): Treatment {
  const keyPicturesOnly = plan.kind === 'rescaled' && plan.keyPicturesOnly;
  const copies = !encode && isPlayable(format, wish) && (!keyPicturesOnly || hasKeyUnits(format));
  return { kind: copies ? 'copy' : 'encode', keyPicturesOnly };
}

interface ForwardRun {
  wish: StreamWish;
  plan: ForwardPlan;
  format: VideoFormat;
  encode: boolean;
  /** When the first picture was recorded. */
  startTime: Date;
  timestampSeconds: number;
  directory: string;
  prefix: string;
}

export function forwardJob(run: ForwardRun): SegmentJob {
  const { wish, plan, format, encode, startTime, timestampSeconds, directory, prefix } = run;
  const { speed, endTime } = wish;
  return {
    format,
    treatment: forwardTreatment(wish, plan, format, encode),
    timeScale: plan.kind === 'rescaled' ? 1 / speed : 1,
    sound: speed === 1,
    ...(endTime !== undefined && {
      outputSeconds: Math.max(0.001, (endTime.getTime() - startTime.getTime()) / 1000 / speed),
    }),
    directory,
    prefix,
    timestampSeconds,
  };
}
