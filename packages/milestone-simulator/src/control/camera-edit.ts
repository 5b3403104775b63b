import { z } from 'zod';
import type { Cameras } from '../cameras/cameras.ts';
import type { Clock } from '../clock.ts';

const State = z.enum(['online', 'offline', 'error'], { error: 'Say online, offline or error.' });

/** What `POST /_sim/cameras/{id}/state` takes. */
export const StateEdit = z.object({ state: State });

/** What `PATCH /_sim/cameras/{id}` takes. `server` is the number of its recording server. */
export const CameraEdit = z.object({
  name: z.string().optional(),
  server: z.number().int().min(1).optional(),
  enabled: z.boolean().optional(),
  state: State.optional(),
});
export type CameraEdit = z.input<typeof CameraEdit>;

/** What an edit changes, and by which clock. */
interface Edited {
  cameras: Cameras;
  clock: Clock;
}

/** @throws ApiError 404 */
export function editCamera({ cameras, clock }: Edited, id: string, edit: CameraEdit): void {
  const { name, server, enabled, state } = edit;
  cameras.change(id, {
    ...(name !== undefined && { name }),
    ...(server !== undefined && { server }),
    ...(state !== undefined && { state }),
    ...(enabled !== undefined && { disabledSince: enabled ? undefined : clock.now().getTime() }),
  });
}
