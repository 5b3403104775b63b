import { milestoneConfigSchema } from '@playhead/milestone';
import { commonVariables, count, port } from '@playhead/service-kit';
import { z } from 'zod';

export const VmsConfig = z.object({
  ...commonVariables,
  ...milestoneConfigSchema,
  PORT: port(8081),
  /** How often the VMS's cameras are read, in seconds. */
  MILESTONE_REFRESH_INTERVAL: count(30),
  /** How often everything is synced by itself, in seconds; 0 for never. */
  MILESTONE_SYNC_INTERVAL: count(0, 0),
});
export type VmsConfig = z.infer<typeof VmsConfig>;
