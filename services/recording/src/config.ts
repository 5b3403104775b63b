import { MAX_DURATION_SECONDS } from '@playhead/contracts';
import { milestoneConfigSchema } from '@playhead/milestone';
import { commonVariables, count, flag, port } from '@playhead/service-kit';
import { z } from 'zod';

const duration = (fallback: number) =>
  z.coerce
    .number({ error: `seconds, 1 to ${MAX_DURATION_SECONDS}` })
    .int()
    .min(1)
    .max(MAX_DURATION_SECONDS)
    .default(fallback);

export const RecordingConfig = z
  .object({
    ...commonVariables,
    ...milestoneConfigSchema,
    PORT: port(8083),
    RECORDING_DEFAULT_DURATION: duration(900),
    RECORDING_MAX_DURATION: duration(MAX_DURATION_SECONDS),
    /** How many recordings may run at a time, over all instances; 0 is as many as there are cameras. */
    RECORDING_MAX_CONCURRENT: count(0, 0),
    /** Off only where something else stops recordings: sessions then end by the VMS's own limit alone. */
    RECORDING_AUTO_STOP: flag(true),
    /** How often overdue sessions are looked for, in ms; timers make stops punctual, this makes them certain. */
    RECORDING_SWEEP_INTERVAL_MS: count(1_000, 50),
  })
  .refine(({ RECORDING_AUTO_STOP, MILESTONE_API }) => RECORDING_AUTO_STOP || MILESTONE_API === 'rest', {
    path: ['RECORDING_AUTO_STOP'],
    error:
      'true with MILESTONE_API=xprotect: XProtect keeps no durations, so nothing would stop recordings on time',
  });
export type RecordingConfig = z.infer<typeof RecordingConfig>;
