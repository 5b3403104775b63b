import { z } from 'zod';
import { type Camera, stateOf } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import type { RecordingServer } from '../recording-servers.ts';
import { read, Texts, toTicks } from '../soap/parameters.ts';
import type { SoapService } from '../soap/soap-service.ts';
import { recorderStatusWsdl } from '../wsdl/recorder-status.wsdl.ts';
import { withSessionToken } from './authorize.ts';
import { recordsNow } from './recorded.ts';

const RECORDER_STATUS = 'http://videoos.net/2/XProtectCSRecorderStatus2';

const Devices = z.object({ deviceIds: Texts });

/** How a recorder and its cameras are (protocol reference §3.5). */
export function recorderStatusService(simulation: Simulation, server: RecordingServer): SoapService {
  const { clock, cameras } = simulation;

  const status = (camera: Camera) => {
    const enabled = camera.disabledSince === undefined;
    const state = stateOf(camera);
    return {
      Time: toTicks(clock.now().getTime()),
      DeviceId: camera.id,
      IsChange: false,
      Enabled: enabled,
      Started: enabled && !camera.isUnlicensed,
      Error: state === 'error',
      ErrorNotLicensed: camera.isUnlicensed ?? false,
      ErrorNoConnection: enabled && state === 'offline',
      Recording: recordsNow(simulation, camera),
      DbMoveInProgress: false,
      ErrorOverflow: false,
      ErrorWritingGop: false,
      DbRepairInProgress: false,
      Motion: false,
    };
  };

  return {
    path: '/recorderstatusservice/recorderstatusservice2.asmx',
    namespace: RECORDER_STATUS,
    wsdl: recorderStatusWsdl,
    methods: {
      GetRecorderStatus: {
        answer: () => ({
          GetRecorderStatusResult: { AttachState: 'Attached', ConnectionState: 'Connected' },
        }),
      },
      GetCurrentDeviceStatus: {
        operation: 'deviceStatus',
        authorize: withSessionToken(simulation),
        answer: (parameters) => {
          const asked = read(Devices, parameters).deviceIds.map((id) => id.toLowerCase());
          const here = cameras.listed.filter(
            ({ id, server: on }) => on === server.number && asked.includes(id),
          );
          return {
            GetCurrentDeviceStatusResult: {
              CameraDeviceStatusArray: { CameraDeviceStatus: here.map(status) },
            },
          };
        },
      },
    },
  };
}
