import { milestoneConfigSchema } from '@playhead/milestone';
import { commonVariables, port } from '@playhead/service-kit';
import { z } from 'zod';

export const VmsConfig = z.object({ ...commonVariables, ...milestoneConfigSchema, PORT: port(8081) });
export type VmsConfig = z.infer<typeof VmsConfig>;
