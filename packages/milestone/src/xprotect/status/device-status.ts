import type { z } from 'zod';
import { linkSignals } from '../../calls/abort.ts';
import type { Clock } from '../../clock.ts';
import { MilestoneError, UnavailableError } from '../../errors.ts';
import type { MilestoneLog } from '../../log.ts';
import type { VmsCameraState } from '../../milestone-client.ts';
import type { RecordingServer, SiteCamera } from '../config/site-camera.ts';
import type { Recorders } from '../recorder/recorders.ts';
import { DeviceStatusAnswer } from '../recorder/wire.ts';

/** A recorder that says nothing for so long must not hold up a list, in ms. */
const PATIENCE_MS = 2_000;

/** How a camera is; without `state` nobody knows. */
export interface CameraCondition {
  state?: VmsCameraState;
  recording: boolean;
}

type DeviceStatus = z.output<
  typeof DeviceStatusAnswer
>['GetCurrentDeviceStatusResult']['CameraDeviceStatusArray']['CameraDeviceStatus'][number];

interface Options {
  recorders: Recorders;
  clock: Clock;
  log: MilestoneLog;
}

/** The condition of cameras as their recorders tell it when asked (protocol reference §3.5). */
export class DeviceStatuses {
  constructor(private readonly options: Options) {}

  /**
   * By camera id. Cameras of a recorder that cannot be reached are offline: nobody sees them, and the list comes all the
   * same. @throws AbortedError
   */
  async of(cameras: readonly SiteCamera[], signal: AbortSignal): Promise<Map<string, CameraCondition>> {
    const groups = new Map<string, { server: RecordingServer; ids: string[] }>();
    for (const { server, resource } of cameras) {
      if (server === undefined) continue;
      const group = groups.get(server.uri) ?? { server, ids: [] };
      group.ids.push(resource.id);
      groups.set(server.uri, group);
    }
    const answers = await Promise.all(
      [...groups.values()].map(({ server, ids }) => this.#conditions(server, ids, signal)),
    );
    return new Map(answers.flat());
  }

  async #conditions(
    server: RecordingServer,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<[string, CameraCondition][]> {
    try {
      const statuses = await this.#ask(server, ids, signal);
      return statuses.map((status) => [status.DeviceId.toLowerCase(), conditionOf(status)]);
    } catch (error) {
      if (signal.aborted || !(error instanceof MilestoneError)) throw error;
      this.options.log(
        'warn',
        `The recording server "${server.name}" does not tell how its cameras are: ${error.message}`,
      );
      if (!(error instanceof UnavailableError)) return [];
      return ids.map((id) => [id, { state: 'offline', recording: false }]);
    }
  }

  async #ask(server: RecordingServer, ids: readonly string[], signal: AbortSignal): Promise<DeviceStatus[]> {
    const { recorders, clock } = this.options;
    const link = linkSignals(signal);
    const cancel = clock.after(PATIENCE_MS, () => {
      link.abort(new UnavailableError(`It did not answer within ${PATIENCE_MS / 1000} s.`));
    });
    try {
      const call = {
        service: 'status',
        method: 'GetCurrentDeviceStatus',
        parameters: { deviceIds: { guid: ids } },
      } as const;
      const answer = await recorders.at(server).read(call, DeviceStatusAnswer, link.signal);
      return answer.GetCurrentDeviceStatusResult.CameraDeviceStatusArray.CameraDeviceStatus;
    } finally {
      cancel();
      link.release();
    }
  }
}

function conditionOf(status: DeviceStatus): CameraCondition {
  const { Enabled, Started, Recording, ErrorNoConnection, ErrorNotLicensed } = status;
  const recording = Recording;
  if (ErrorNoConnection || !Enabled) return { state: 'offline', recording };
  if (ErrorNotLicensed || status.Error) return { state: 'error', recording };
  return { state: Started ? 'online' : 'offline', recording };
}
