import { waitFor } from '../../calls/abort.ts';
import type { Clock } from '../../clock.ts';
import { NotFoundError, RefusedError, UnavailableError } from '../../errors.ts';
import type { VmsStorage } from '../../milestone-client.ts';
import type { ConfigApi } from './config-api.ts';
import { type RecordingServer, type SiteCamera, toServer } from './site-camera.ts';
import type { CameraResource, StorageResource } from './wire.ts';

/** How long it is believed where a camera belongs, in ms; recorders are moved by hand, and rarely. */
const TRUSTED_MS = 300_000;

/** Which recorder each hardware belongs to, and where the recorders are. */
interface Topology {
  readAt: number;
  hardware: ReadonlyMap<string, { serverId: string; model: string }>;
  servers: ReadonlyMap<string, RecordingServer>;
  storages: ReadonlyMap<string, StorageResource>;
}

/** The site's cameras and where they are recorded: camera → hardware → recording server (protocol reference §2.4). */
export class Directory {
  #topology: Topology | undefined;
  #reading: Promise<Topology> | undefined;
  readonly #places = new Map<string, { camera: SiteCamera; readAt: number }>();

  readonly #lookUps = new Map<string, Promise<SiteCamera>>();

  constructor(
    private readonly config: ConfigApi,
    private readonly clock: Clock,
    /** Ends what is read for everybody: that belongs to no caller, only to the client. */
    private readonly lifetime: AbortSignal,
  ) {}

  /** Every camera as it is now. */
  async cameras(signal: AbortSignal): Promise<SiteCamera[]> {
    const [resources, topology] = await Promise.all([
      this.config.cameras(signal),
      waitFor(this.#readTopology(), signal),
    ]);
    return resources.map((resource) => this.#placed(resource, topology));
  }

  /** One camera as it is now. @throws NotFoundError */
  async camera(deviceId: string, signal: AbortSignal): Promise<SiteCamera> {
    const resource = await this.config.camera(deviceId, signal);
    const topology = await this.#topologyWith(resource.relations.parent.id, signal);
    return this.#placed(resource, topology);
  }

  /** The camera as it was a while ago at most, with its recorder. @throws NotFoundError, UnavailableError */
  async recorded(deviceId: string, signal: AbortSignal) {
    const known = this.#places.get(deviceId.toLowerCase());
    const isFresh = known !== undefined && this.clock.now() - known.readAt < TRUSTED_MS;
    const camera = isFresh ? known.camera : await waitFor(this.#lookUp(deviceId), signal);
    if (camera.server) return { ...camera, server: camera.server };
    throw new UnavailableError(
      'The VMS does not say which recording server has this camera. Let the account see recording servers and hardware.',
    );
  }

  /** Once for however many ask at the same time. */
  #lookUp(deviceId: string): Promise<SiteCamera> {
    const underWay = this.#lookUps.get(deviceId);
    if (underWay !== undefined) return underWay;
    const lookUp = this.camera(deviceId, this.lifetime).finally(() => this.#lookUps.delete(deviceId));
    this.#lookUps.set(deviceId, lookUp);
    return lookUp;
  }

  async storage(camera: SiteCamera, signal: AbortSignal): Promise<VmsStorage> {
    const { storages } = await this.#topologyWith(camera.resource.relations.parent.id, signal);
    const storage = storages.get(camera.resource.recordingStorage?.id ?? '');
    return {
      ...(camera.server && { recordingServer: camera.server.name }),
      ...(storage?.name && { storageLocation: storage.name }),
      ...(storage?.retainMinutes && { retentionDays: storage.retainMinutes / (24 * 60) }),
    };
  }

  /** Where a camera was has turned out wrong, or its recorder does not answer: it may have moved. */
  forget(deviceId: string): void {
    this.#places.delete(deviceId.toLowerCase());
    this.#topology = undefined;
  }

  #placed(resource: CameraResource, { hardware, servers }: Topology): SiteCamera {
    const place = hardware.get(resource.relations.parent.id);
    const server = servers.get(place?.serverId ?? '');
    const camera = { resource, model: place?.model ?? '', ...(server && { server }) };
    this.#places.set(resource.id, { camera, readAt: this.clock.now() });
    return camera;
  }

  /** Reads anew where a hardware is not in it: it may have been added. */
  async #topologyWith(hardwareId: string, signal: AbortSignal): Promise<Topology> {
    const known = this.#topology;
    const isFresh = known !== undefined && this.clock.now() - known.readAt < TRUSTED_MS;
    return isFresh && known.hardware.has(hardwareId) ? known : waitFor(this.#readTopology(), signal);
  }

  #readTopology(): Promise<Topology> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #read(): Promise<Topology> {
    const readAt = this.clock.now();
    const [hardware, servers, storages] = await Promise.all([
      this.config.hardware(this.lifetime),
      this.config.recordingServers(this.lifetime),
      this.config.storages(this.lifetime).catch(withoutStorages),
    ]);
    this.#topology = {
      readAt,
      hardware: new Map(
        hardware.map(({ id, model, relations }) => [id, { serverId: relations.parent.id, model }]),
      ),
      servers: new Map(servers.map((server) => [server.id, toServer(server)])),
      storages: new Map(storages.map((storage) => [storage.id, storage])),
    };
    return this.#topology;
  }
}

/** Releases without storages, and accounts that may not see them, do without what they tell. */
function withoutStorages(error: unknown): StorageResource[] {
  if (error instanceof NotFoundError || error instanceof RefusedError) return [];
  throw error;
}
