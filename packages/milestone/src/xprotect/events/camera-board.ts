import type { MilestoneError } from '../../errors.ts';
import type { VmsCameraCondition } from '../../milestone-client.ts';
import type { RecordingServer, SiteCamera } from '../config/site-camera.ts';
import type { News } from './news.ts';

type Condition = Omit<VmsCameraCondition, 'deviceId'>;

/** Nobody sees the cameras of a recorder that is away. */
const awayFromAll: Condition = { state: 'offline', recording: false };

/** How all cameras of the site are, as far as it was heard of; what changes is told. */
export class CameraBoard {
  #site: ReadonlyMap<string, SiteCamera> = new Map();
  readonly #heard = new Map<string, Condition>();
  /** What the reader knows; nothing while it waits for `anew`. */
  #told: Map<string, Condition> | undefined;
  #isLost = false;
  /** By address. */
  readonly #away = new Set<string>();

  constructor(private readonly news: News) {}

  get cameras(): SiteCamera[] {
    return [...this.#site.values()];
  }

  get servers(): RecordingServer[] {
    const byUri = new Map(this.cameras.flatMap(({ server }) => (server ? [[server.uri, server]] : [])));
    return [...byUri.values()];
  }

  camera(deviceId: string): SiteCamera | undefined {
    return this.#site.get(deviceId);
  }

  condition(deviceId: string): Condition {
    return this.#heard.get(deviceId) ?? {};
  }

  /** Whether the reader knows what is on it. */
  get isTold(): boolean {
    return this.#told !== undefined;
  }

  /** The cameras that there are, from now on. */
  setSite(cameras: readonly SiteCamera[]): void {
    this.#site = new Map(cameras.map((camera) => [camera.resource.id, camera]));
    for (const known of [this.#heard, this.#told])
      for (const id of known?.keys() ?? []) if (!this.#site.has(id)) known?.delete(id);
  }

  /** Of a camera of the site. */
  hear(deviceId: string, condition: Condition): void {
    if (!this.#site.has(deviceId)) return;
    this.#heard.set(deviceId, { ...this.#heard.get(deviceId), ...condition });
    this.#tell(deviceId);
  }

  /** It is no longer known how the camera is. */
  doubt(deviceId: string): void {
    const { state: _, ...known } = this.condition(deviceId);
    this.#heard.set(deviceId, known);
  }

  setAway({ uri }: RecordingServer, isAway: boolean): void {
    if (isAway) this.#away.add(uri);
    else this.#away.delete(uri);
    for (const { resource, server } of this.cameras) if (server?.uri === uri) this.#tell(resource.id);
  }

  setAllPresent(): void {
    for (const server of this.servers) this.setAway(server, false);
  }

  isAway({ uri }: RecordingServer): boolean {
    return this.#away.has(uri);
  }

  /** What was heard holds no more; nothing is told until `tellAnew`. */
  clear(): void {
    this.#heard.clear();
    this.#away.clear();
    this.#told = undefined;
  }

  /** Tells of every camera, unless the reader knows already. */
  tellAnew(): void {
    this.#isLost = false;
    if (this.#told !== undefined) return;
    this.#told = new Map(this.cameras.map(({ resource: { id } }) => [id, this.#known(id)]));
    this.news.anew([...this.#told].map(([deviceId, condition]) => ({ deviceId, ...condition })));
  }

  /** Nobody tells any more. */
  lost(error: MilestoneError): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#told = undefined;
    this.news.lost(error);
  }

  #tell(deviceId: string): void {
    if (this.#told === undefined) return;
    const before = this.#told.get(deviceId);
    const { state, recording } = this.#known(deviceId);
    const changes = {
      ...(state !== undefined && state !== before?.state && { state }),
      ...(recording !== undefined && recording !== before?.recording && { recording }),
    };
    if (Object.keys(changes).length === 0) return;
    this.#told.set(deviceId, { ...before, ...changes });
    this.news.changed({ deviceId, ...changes });
  }

  #known(deviceId: string): Condition {
    const server = this.#site.get(deviceId)?.server;
    return server && this.#away.has(server.uri) ? awayFromAll : this.condition(deviceId);
  }
}
