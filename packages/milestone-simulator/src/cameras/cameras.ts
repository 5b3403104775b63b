import { ApiError } from '../http/api-error.ts';
import type { Camera } from './camera.ts';

/** What can be done to a camera while the simulator runs. `disabledSince` is epoch ms, `undefined` where it is enabled. */
export type CameraChange = Partial<Pick<Camera, 'name' | 'server' | 'state'>> & {
  disabledSince?: number | undefined;
};

/** The cameras of the site, in the order of their numbers. */
export class Cameras {
  private readonly byId: Map<string, Camera>;

  constructor(private readonly initial: readonly Camera[]) {
    this.byId = new Map(initial.map((camera) => [camera.id, camera]));
  }

  get all(): readonly Camera[] {
    return [...this.byId.values()];
  }

  /** @throws ApiError 404 */
  get(id: string): Camera {
    const camera = this.byId.get(id.toLowerCase());
    if (!camera) throw new ApiError(404, `There is no camera ${id}.`);
    return camera;
  }

  /** @throws ApiError 404 */
  change(id: string, change: CameraChange): void {
    const { disabledSince, ...camera } = { ...this.get(id), ...change };
    this.byId.set(camera.id, { ...camera, ...(disabledSince !== undefined && { disabledSince }) });
  }

  /** @throws ApiError 404 */
  remove(id: string): void {
    this.byId.delete(this.get(id).id);
  }

  /** Undoes every change and removal. */
  restore(): void {
    this.byId.clear();
    for (const camera of this.initial) this.byId.set(camera.id, camera);
  }
}
