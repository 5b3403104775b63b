import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const ID_BYTES = 6;

/** One process of playback, from its start to its end: twelve hexadecimal digits, new at every start. */
export const InstanceId = z
  .string()
  .regex(/^[\da-f]{12}$/)
  .brand<'InstanceId'>();
export type InstanceId = z.infer<typeof InstanceId>;

export interface Instance {
  id: InstanceId;
  /** Where the other instances reach it, such as `http://playback-2:8084`. */
  url: string;
}

export const newInstanceId = (): InstanceId => InstanceId.parse(randomBytes(ID_BYTES).toString('hex'));
