import { type CameraEvent, CameraId } from '@playhead/contracts';
import type { Database } from '@playhead/database';
import { publishLiveEvent } from '@playhead/service-kit';
import type { Kysely } from 'kysely';

/** Tells of what became of a camera, in the transaction that did it. `at` is what its row says. */
export const publishCameraEvent = (
  transaction: Kysely<Database>,
  type: CameraEvent['type'],
  { id, at }: { id: string; at: Date },
): Promise<void> =>
  publishLiveEvent(transaction, { type, cameraId: CameraId.parse(id), at: at.toISOString() });
