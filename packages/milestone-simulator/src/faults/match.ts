import { z } from 'zod';
import { Operation } from '../http/operation.ts';

/** Which calls a fault is for. `camera` is a name and is looked up when the fault is asked for. */
export const Match = z.strictObject({
  operation: Operation.optional(),
  cameraId: z.string().optional(),
  camera: z.string().optional(),
});
export type Match = z.infer<typeof Match>;

/** What a fault's `match` is compared with. */
export interface Call {
  operation: Operation;
  cameraId?: string | undefined;
}

export function matches(match: Match, { operation, cameraId }: Call): boolean {
  return (
    (match.operation === undefined || match.operation === operation) &&
    (match.cameraId === undefined || match.cameraId.toLowerCase() === cameraId?.toLowerCase())
  );
}
