import { ApiError } from '../http/api-error.ts';
import { Signal } from '../signal.ts';
import type { Camera } from './camera.ts';

/** How XProtect refuses what a role does not allow (protocol reference §2.7). */
export const NOT_PERMITTED = {
  id: 'VMO61008',
  text: 'You do not have sufficient permissions to complete the operation.',
};

/** What can be done to a camera while the simulator runs. `disabledSince` is epoch ms, `undefined` where it is enabled. */
export type CameraChange = Partial<Pick<Camera, 'name' | 'server' | 'state' | 'recordingTimeoutMinutes'>> & {
  disabledSince?: number | undefined;
};

/** The cameras of the site, in the order of their numbers. */
export class Cameras {
  /** With the id of the camera that was changed or removed, without one where all were restored. */
  readonly changed = new Signal<string | undefined>();
  private readonly byId: Map<string, Camera>;

  constructor(private readonly initial: readonly Camera[]) {
    this.byId = new Map(initial.map((camera) => [camera.id, camera]));
  }

  get all(): readonly Camera[] {
    return [...this.byId.values()];
  }

  /** Those that the account may see. */
  get listed(): readonly Camera[] {
    return this.all.filter(({ isForbidden }) => !isForbidden);
  }

  find(id: string): Camera | undefined {
    return this.byId.get(id.toLowerCase());
  }

  /** @throws ApiError 404 where there is none, 403 where the account may not see it. */
  see(id: string, missing = `There is no camera ${id}.`): Camera {
    const camera = this.get(id, missing);
    if (camera.isForbidden) throw new ApiError(403, NOT_PERMITTED.text, { textId: NOT_PERMITTED.id });
    return camera;
  }

  /** Whoever may see it. @throws ApiError 404 */
  get(id: string, missing = `There is no camera ${id}.`): Camera {
    const camera = this.find(id);
    if (!camera) throw new ApiError(404, missing);
    return camera;
  }

  /** @throws ApiError 404 */
  change(id: string, change: CameraChange): void {
    const { disabledSince, ...camera } = { ...this.get(id), ...change };
    this.byId.set(camera.id, { ...camera, ...(disabledSince !== undefined && { disabledSince }) });
    this.changed.tell(camera.id);
  }

  /** @throws ApiError 404 */
  remove(id: string): void {
    const camera = this.get(id);
    this.byId.delete(camera.id);
    this.changed.tell(camera.id);
  }

  /** Undoes every change and removal. */
  restore(): void {
    this.byId.clear();
    for (const camera of this.initial) this.byId.set(camera.id, camera);
    this.changed.tell(undefined);
  }
}
