import type { z } from 'zod';
import { withPatience } from '../../calls/patience.ts';
import type { Clock } from '../../clock.ts';
import { MilestoneError, UnavailableError } from '../../errors.ts';
import type { MilestoneLog } from '../../log.ts';
import type { VmsCameraState } from '../../milestone-client.ts';
import type { TokenKeeper } from '../../session/token-keeper.ts';
import type { RecordingServer, SiteCamera } from '../config/site-camera.ts';
import type { Recorders } from '../recorder/recorders.ts';
import { DeviceStatusAnswer } from '../recorder/wire.ts';

/** A recorder that says nothing for so long must not hold up the others, in ms. */
export const RECORDER_PATIENCE_MS = 2_000;

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
  tokens: TokenKeeper;
  clock: Clock;
  log: MilestoneLog;
}

/** The condition of cameras as their recorders tell it when asked (protocol reference §3.5). */
export class DeviceStatuses {
  constructor(private readonly options: Options) {}

  /**
   * By camera id. Cameras of a recorder that cannot be reached are offline: nobody sees them, and the list comes all the
   * same. @throws MilestoneError where the VMS gives no session: that must not look like recorders that are away.
   */
  async of(cameras: readonly SiteCamera[], signal: AbortSignal): Promise<Map<string, CameraCondition>> {
    if (cameras.length > 0) await this.options.tokens.token(signal);
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
      // A session that ended meanwhile, and that the VMS does not give anew, says nothing of the recorder.
      await this.options.tokens.token(signal);
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
    const call = {
      service: 'status',
      method: 'GetCurrentDeviceStatus',
      parameters: { deviceIds: { guid: ids } },
    } as const;
    const answer = await withPatience(clock, RECORDER_PATIENCE_MS, signal, (patient) =>
      recorders.at(server).read(call, DeviceStatusAnswer, patient),
    );
    return answer.GetCurrentDeviceStatusResult.CameraDeviceStatusArray.CameraDeviceStatus;
  }
}

function conditionOf(status: DeviceStatus): CameraCondition {
  const { Enabled, Started, Recording, ErrorNoConnection, ErrorNotLicensed } = status;
  const recording = Recording;
  if (ErrorNoConnection || !Enabled) return { state: 'offline', recording };
  if (ErrorNotLicensed || status.Error) return { state: 'error', recording };
  return { state: Started ? 'online' : 'offline', recording };
}
