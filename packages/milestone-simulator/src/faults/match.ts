import { z } from 'zod';
import { Operation } from '../http/operation.ts';

export const Match = z.strictObject({ operation: Operation.optional(), cameraId: z.string().optional() });
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
