import { z } from 'zod';
import type { Cameras } from '../cameras/cameras.ts';
import type { Clock } from '../clock.ts';

const State = z.enum(['online', 'offline', 'error'], { error: 'Say online, offline or error.' });

/** What `POST /_sim/cameras/{id}/state` takes. */
export const StateEdit = z.object({ state: State });

const minutes = { error: 'Give a whole number of minutes from 0 to 10000; 0 is never.' };

/** What `PATCH /_sim/cameras/{id}` takes. `server` is the number of its recording server. */
export const CameraEdit = z.strictObject({
  name: z.string().optional(),
  server: z.number().int().min(1).optional(),
  enabled: z.boolean().optional(),
  state: State.optional(),
  /** After how long it ends a manual recording by itself; 0 is never. */
  recordingTimeoutMinutes: z.int(minutes).min(0, minutes).max(10_000, minutes).optional(),
});
export type CameraEdit = z.input<typeof CameraEdit>;

/** What an edit changes, and by which clock. */
interface Edited {
  cameras: Cameras;
  clock: Clock;
}

/** @throws ApiError 404 */
export function editCamera({ cameras, clock }: Edited, id: string, edit: CameraEdit): void {
  const { name, server, enabled, state, recordingTimeoutMinutes } = edit;
  cameras.change(id, {
    ...(name !== undefined && { name }),
    ...(server !== undefined && { server }),
    ...(state !== undefined && { state }),
    ...(recordingTimeoutMinutes !== undefined && { recordingTimeoutMinutes }),
    ...(enabled !== undefined && { disabledSince: enabled ? undefined : clock.now().getTime() }),
  });
}
