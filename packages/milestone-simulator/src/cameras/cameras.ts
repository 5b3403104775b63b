import { ApiError } from '../http/api-error.ts';
import type { Camera } from './camera.ts';

/** The cameras of the site, in the order of their numbers. */
export class Cameras {
  private readonly byId: ReadonlyMap<string, Camera>;

  constructor(readonly all: readonly Camera[]) {
    this.byId = new Map(all.map((camera) => [camera.id, camera]));
  }

  /** @throws ApiError 404 */
  get(id: string): Camera {
    const camera = this.byId.get(id.toLowerCase());
    if (!camera) throw new ApiError(404, `There is no camera ${id}.`);
    return camera;
  }
}
