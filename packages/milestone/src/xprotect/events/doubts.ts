import { Bell } from '../../calls/bell.ts';
import { MilestoneError } from '../../errors.ts';
import type { MilestoneLog } from '../../log.ts';
import type { VmsCameraCondition } from '../../milestone-client.ts';
import type { CameraCondition, DeviceStatuses } from '../status/device-status.ts';
import type { CameraBoard } from './camera-board.ts';

/** `isStopped` where an event said that it is not connected; otherwise none said anything. */
interface Doubt {
  isStopped: boolean;
}

interface Options {
  board: CameraBoard;
  statuses: DeviceStatuses;
  log: MilestoneLog;
}

/**
 * Cameras of which events do not tell enough. Their recorders are asked: an event says that a camera is gone, the
 * recorder whether it is away or in error, in the words in which a list of cameras tells it.
 */
export class Doubts {
  readonly #doubts = new Map<string, Doubt>();
  readonly #bell = new Bell();

  constructor(private readonly options: Options) {}

  /** An event said that it is not connected. */
  addStopped(deviceId: string): void {
    this.options.board.doubt(deviceId);
    this.#add(deviceId, { isStopped: true });
  }

  /** Those of which the board does not hold everything. */
  addUnknown(): void {
    const { board } = this.options;
    for (const { resource } of board.cameras) {
      const { state, recording } = board.condition(resource.id);
      const isKnown = (state !== undefined && recording !== undefined) || this.#doubts.has(resource.id);
      if (!isKnown) this.#add(resource.id, { isStopped: false });
    }
  }

  drop(deviceId: string): void {
    this.#doubts.delete(deviceId);
  }

  clear(): void {
    this.#doubts.clear();
  }

  /** Settles doubts as they come. @throws AbortedError */
  async run(signal: AbortSignal): Promise<never> {
    for (;;) {
      await this.#bell.wait(signal);
      await this.settle(signal);
    }
  }

  /** Settles those that there are. One that was dropped or renewed meanwhile is another. */
  async settle(signal: AbortSignal): Promise<void> {
    const { board } = this.options;
    const asked = [...this.#doubts];
    const told = await this.#ask(
      asked.map(([deviceId]) => deviceId),
      signal,
    );
    for (const [deviceId, doubt] of asked) {
      if (this.#doubts.get(deviceId) !== doubt) continue;
      this.#doubts.delete(deviceId);
      board.hear(deviceId, settled(doubt, board.condition(deviceId), told.get(deviceId)));
    }
  }

  #add(deviceId: string, doubt: Doubt): void {
    this.#doubts.set(deviceId, doubt);
    this.#bell.ring();
  }

  async #ask(deviceIds: readonly string[], signal: AbortSignal): Promise<Map<string, CameraCondition>> {
    const { board, statuses, log } = this.options;
    try {
      return await statuses.of(
        deviceIds.flatMap((deviceId) => board.camera(deviceId) ?? []),
        signal,
      );
    } catch (error) {
      if (signal.aborted || !(error instanceof MilestoneError)) throw error;
      log('warn', `The recording servers could not be asked how their cameras are: ${error.message}`);
      return new Map();
    }
  }
}

/** Of a camera that stopped, the recorder may not have noticed yet. */
function settled(
  { isStopped }: Doubt,
  heard: Omit<VmsCameraCondition, 'deviceId'>,
  told: CameraCondition | undefined,
): Omit<VmsCameraCondition, 'deviceId'> {
  const stopped = told?.state === 'error' ? 'error' : 'offline';
  const state = isStopped ? stopped : (heard.state ?? told?.state);
  const recording = heard.recording ?? told?.recording;
  return { ...(state !== undefined && { state }), ...(recording !== undefined && { recording }) };
}
