import type { z } from 'zod';
import { NotFoundError } from '../../errors.ts';
import type { RestApi } from '../../http/rest-api.ts';
import {
  CameraAnswer,
  CameraResource,
  HardwareResource,
  listOf,
  RecordingServerResource,
  StorageResource,
  TaskAnswer,
  TasksAnswer,
} from './wire.ts';

const PAGE_SIZE = 1000;
/** A VMS that goes on for ever is broken: more than any site has. */
const MOST_PAGES = 1000;

/** The configuration of the site (protocol reference §2). */
export class ConfigApi {
  constructor(private readonly api: RestApi) {}

  /** Disabled ones too. */
  cameras(signal: AbortSignal) {
    return this.#all('cameras', CameraResource, signal);
  }

  /** @throws NotFoundError `camera` */
  async camera(deviceId: string, signal: AbortSignal): Promise<CameraResource> {
    if (!isId(deviceId)) throw new NotFoundError('camera', 'The VMS has no such camera.');
    const call = { path: `/cameras/${encodeURIComponent(deviceId)}`, missing: 'camera' } as const;
    return (await this.api.read(call, CameraAnswer, signal)).data;
  }

  /** What the release lets one do to a camera (protocol reference §2.6). */
  async cameraTasks(deviceId: string, signal: AbortSignal): Promise<ReadonlySet<string>> {
    const call = { path: `/cameras/${deviceId}?tasks&noData`, missing: 'camera' } as const;
    const { tasks } = await this.api.read(call, TasksAnswer, signal);
    return new Set(tasks.map(({ id }) => id));
  }

  /** Repeated only where it never left, or the task is `repeatable`. @throws MilestoneError */
  async runCameraTask(
    deviceId: string,
    { task, repeatable = false }: { task: string; repeatable?: boolean },
    signal: AbortSignal,
  ): Promise<void> {
    const path = `/cameras/${deviceId}?task=${task}`;
    await this.api.write({ path, missing: 'camera', repeatable }, TaskAnswer, signal);
  }

  hardware(signal: AbortSignal) {
    return this.#all('hardware', HardwareResource, signal);
  }

  recordingServers(signal: AbortSignal) {
    return this.#all('recordingServers', RecordingServerResource, signal);
  }

  storages(signal: AbortSignal) {
    return this.#all('storages', StorageResource, signal);
  }

  /**
   * There is no total, and no promise of how large a page may be or that it keeps its place: pages are read until one
   * brings nothing new.
   */
  async #all<S extends z.ZodType<{ id: string }>>(
    collection: string,
    item: S,
    signal: AbortSignal,
  ): Promise<z.output<S>[]> {
    const found = new Map<string, z.output<S>>();
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const path = `/${collection}?disabled&page=${page}&size=${PAGE_SIZE}`;
      const { array } = await this.api.read({ path, missing: 'camera' }, listOf(item), signal);
      const before = found.size;
      for (const one of array) found.set(one.id, one);
      if (found.size === before) break;
    }
    return [...found.values()];
  }
}

/** Ids come from outside: one that would be another address names no camera. */
const isId = (deviceId: string) => /^[\w-]{1,100}$/.test(deviceId);
