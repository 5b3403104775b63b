import { abortReason } from '../../calls/abort.ts';
import { Bell } from '../../calls/bell.ts';
import type { MilestoneError } from '../../errors.ts';
import type { VmsCameraCondition, VmsConditionNews } from '../../milestone-client.ts';

type Unread =
  | { kind: 'anew' | 'changed'; cameras: Map<string, VmsCameraCondition> }
  | { kind: 'lost'; error: MilestoneError };

/** What a reader has yet to read: the latest of each camera, so that it never holds more than there are cameras. */
export class News {
  readonly #bell = new Bell();
  #unread: Unread | undefined;
  #failure: { error: unknown } | undefined;

  anew(cameras: Iterable<VmsCameraCondition>): void {
    const byId = new Map<string, VmsCameraCondition>();
    for (const camera of cameras) byId.set(camera.deviceId, camera);
    this.#put({ kind: 'anew', cameras: byId });
  }

  /** Only after `anew`. */
  changed(camera: VmsCameraCondition): void {
    if (this.#unread?.kind === 'lost') return;
    const unread = this.#unread ?? { kind: 'changed', cameras: new Map() };
    unread.cameras.set(camera.deviceId, { ...unread.cameras.get(camera.deviceId), ...camera });
    this.#put(unread);
  }

  lost(error: MilestoneError): void {
    this.#put({ kind: 'lost', error });
  }

  /** Nothing more will come, because of this error. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#bell.ring();
  }

  /** @throws what it failed with, or AbortedError. */
  async next(signal: AbortSignal): Promise<VmsConditionNews> {
    if (signal.aborted) throw abortReason(signal);
    while (this.#unread === undefined && this.#failure === undefined) await this.#bell.wait(signal);
    const unread = this.#unread;
    if (unread === undefined) throw this.#failure?.error;
    this.#unread = undefined;
    return unread.kind === 'lost' ? unread : { kind: unread.kind, cameras: [...unread.cameras.values()] };
  }

  #put(unread: Unread): void {
    this.#unread = unread;
    this.#bell.ring();
  }
}
