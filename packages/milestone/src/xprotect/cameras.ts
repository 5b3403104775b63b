import type { Clock } from '../clock.ts';
import type { CameraPage, ListCamerasQuery, VmsCamera } from '../milestone-client.ts';
import type { Directory } from './config/directory.ts';
import type { SiteCamera } from './config/site-camera.ts';
import type { CameraCondition, DeviceStatuses } from './status/device-status.ts';

/** Pages after the first are of the list that the first was of, so that none is missed or told twice; in ms. */
const LISTED_MS = 30_000;

/** The site's cameras with their condition. The VMS tells no total, so the whole list is read for the first page. */
export class Cameras {
  #listed: { cameras: VmsCamera[]; readAt: number } | undefined;

  constructor(
    private readonly directory: Directory,
    private readonly statuses: DeviceStatuses,
    private readonly clock: Clock,
  ) {}

  async list(query: ListCamerasQuery, signal: AbortSignal): Promise<CameraPage> {
    const { limit, offset, enabled, recording } = query;
    const matching = (await this.#all(offset, signal)).filter(
      (camera) =>
        (enabled === undefined || camera.enabled === enabled) &&
        (recording === undefined || camera.recording === recording),
    );
    return { cameras: matching.slice(offset, offset + limit), total: matching.length };
  }

  /** @throws NotFoundError */
  async get(deviceId: string, signal: AbortSignal): Promise<VmsCamera> {
    const camera = await this.directory.camera(deviceId, signal);
    const conditions = await this.statuses.of([camera], signal);
    return toCamera(camera, conditions.get(camera.resource.id));
  }

  async #all(offset: number, signal: AbortSignal): Promise<VmsCamera[]> {
    const known = this.#listed;
    if (offset > 0 && known && this.clock.now() - known.readAt < LISTED_MS) return known.cameras;
    const readAt = this.clock.now();
    const found = await this.directory.cameras(signal);
    const conditions = await this.statuses.of(found, signal);
    const cameras = found.map((camera) => toCamera(camera, conditions.get(camera.resource.id)));
    this.#listed = { cameras, readAt };
    return cameras;
  }
}

/** There is no address of a live stream to tell (protocol reference §2.3). */
function toCamera({ resource, server, model }: SiteCamera, condition?: CameraCondition): VmsCamera {
  const { id, name, enabled, ptzEnabled, description, channel, gisPoint } = resource;
  return {
    deviceId: id,
    name,
    enabled,
    ...(condition?.state !== undefined && { state: condition.state }),
    recording: condition?.recording ?? false,
    recordingServer: server?.name ?? '',
    liveStreamUrl: '',
    ptz: { pan: ptzEnabled, tilt: ptzEnabled, zoom: ptzEnabled },
    metadata: {
      ...(model && { model }),
      ...(description && { description }),
      ...(gisPoint && gisPoint !== 'POINT EMPTY' && { gisPoint }),
      ...(channel !== undefined && { channel }),
    },
  };
}
