import { withPatience } from '../../calls/patience.ts';
import type { Clock } from '../../clock.ts';
import { MilestoneError, UnavailableError } from '../../errors.ts';
import type { MilestoneLog } from '../../log.ts';
import type { RecordingServer } from '../config/site-camera.ts';
import type { Recorders } from '../recorder/recorders.ts';
import { type DeviceStatuses, RECORDER_PATIENCE_MS } from '../status/device-status.ts';
import type { CameraBoard } from './camera-board.ts';

interface Options {
  board: CameraBoard;
  recorders: Recorders;
  statuses: DeviceStatuses;
  clock: Clock;
  log: MilestoneLog;
}

/** Whether the recorders are there: of one that goes, no event tells, nor of its cameras (protocol reference §6). */
export class RecorderWatch {
  constructor(private readonly options: Options) {}

  /** @throws MilestoneError but for recorders that are away. */
  async look(signal: AbortSignal): Promise<void> {
    await Promise.all(this.options.board.servers.map((server) => this.#lookAt(server, signal)));
  }

  async #lookAt(server: RecordingServer, signal: AbortSignal): Promise<void> {
    const { board, log } = this.options;
    const absence = await this.#absence(server, signal);
    if ((absence !== undefined) === board.isAway(server)) return;
    if (absence === undefined) {
      await this.#catchUp(server, signal);
      log('info', `The recording server "${server.name}" is back.`);
    } else {
      log('warn', `The recording server "${server.name}" is away: ${absence.message}`);
    }
    board.setAway(server, absence !== undefined);
  }

  async #absence(server: RecordingServer, signal: AbortSignal): Promise<UnavailableError | undefined> {
    const { recorders, clock } = this.options;
    try {
      await withPatience(clock, RECORDER_PATIENCE_MS, signal, (patient) =>
        recorders.at(server).probe(patient),
      );
      return undefined;
    } catch (error) {
      if (signal.aborted || !(error instanceof MilestoneError)) throw error;
      // Whatever else it says, it is there.
      return error instanceof UnavailableError ? error : undefined;
    }
  }

  /** What happened to its cameras while it was away is not told by events either. */
  async #catchUp({ uri }: RecordingServer, signal: AbortSignal): Promise<void> {
    const { board, statuses } = this.options;
    const cameras = board.cameras.filter(({ server }) => server?.uri === uri);
    for (const [deviceId, condition] of await statuses.of(cameras, signal)) board.hear(deviceId, condition);
  }
}
