import { z } from 'zod';
import type { Camera } from '../../cameras/camera.ts';
import { NOT_PERMITTED } from '../../cameras/cameras.ts';
import { DAY } from '../../history/slots.ts';
import type { Operation } from '../../http/operation.ts';
import type { Simulation } from '../../simulation.ts';
import type { RecordingServer } from '../recording-servers.ts';
import { read, Texts, toTicks } from '../soap/parameters.ts';
import { SoapFault } from '../soap/soap-fault.ts';
import type { SoapMethod, SoapService } from '../soap/soap-service.ts';
import { recorderCommandWsdl } from '../wsdl/recorder-command.wsdl.ts';
import { withSessionToken } from './authorize.ts';
import { jpegMethods } from './jpeg.methods.ts';
import { ManualRecording, type ManualRecordingResult } from './manual-recording.ts';
import { sequenceMethods } from './sequence.methods.ts';

const RECORDER_COMMAND = 'http://videoos.net/2/XProtectCSRecorderCommand';

const Devices = z.object({ deviceIds: Texts });
const Device = z.object({ deviceId: z.string() });

/** The commands of one recorder (protocol reference §3.4, §4, §5.6). */
export function recorderCommandService(simulation: Simulation, server: RecordingServer): SoapService {
  const { clock } = simulation;
  const authorize = withSessionToken(simulation);
  const manual = new ManualRecording(simulation);

  const cameraOf = (deviceId: string): Camera => {
    const camera = simulation.cameras.find(deviceId);
    if (camera?.server !== server.number) throw new SoapFault(`Device '${deviceId}' is unknown.`, { sub: 3 });
    if (camera.isForbidden) throw new SoapFault(`${NOT_PERMITTED.id}: ${NOT_PERMITTED.text}`, { sub: 4 });
    return camera;
  };

  const outcome = async (
    camera: Camera | undefined,
    act: (camera: Camera) => Promise<ManualRecordingResult>,
  ) => {
    if (camera?.server !== server.number) return { code: 2, message: 'Unknown device' };
    return camera.isForbidden ? { code: 3, message: NOT_PERMITTED.text } : act(camera);
  };

  /** A call for several devices: one that is unknown does not spoil the others. */
  const each = (
    method: string,
    operation: Operation,
    act: (camera: Camera) => Promise<ManualRecordingResult>,
  ): SoapMethod => ({
    operation,
    authorize,
    answer: async (parameters) => {
      const { deviceIds } = read(Devices, parameters);
      const results = await Promise.all(
        deviceIds.map(async (deviceId) => {
          const camera = simulation.cameras.find(deviceId);
          const { code, message } = await outcome(camera, act);
          return { DeviceId: deviceId, ResultCode: code, Message: message };
        }),
      );
      return { [`${method}Result`]: { ManualRecordingResult: results } };
    },
  });

  return {
    path: '/recordercommandservice/recordercommandservice.asmx',
    namespace: RECORDER_COMMAND,
    wsdl: recorderCommandWsdl,
    methods: {
      GetVersion: { answer: () => ({ GetVersionResult: '2.1' }) },
      StartManualRecording: each('StartManualRecording', 'startRecording', (camera) => manual.start(camera)),
      StopManualRecording: each('StopManualRecording', 'stopRecording', (camera) => manual.stop(camera)),
      IsManualRecording: {
        operation: 'recordingStatus',
        authorize,
        answer: (parameters) => ({
          IsManualRecordingResult: {
            ManualRecordingInfo: read(Devices, parameters).deviceIds.map((deviceId) => ({
              DeviceId: deviceId,
              IsManualRecording: manual.isRunning(deviceId),
            })),
          },
        }),
      },
      GetRetentionTimeLimit: {
        authorize,
        answer: (parameters) => {
          const { retentionDays } = cameraOf(read(Device, parameters).deviceId);
          return { GetRetentionTimeLimitResult: toTicks(clock.now().getTime() - retentionDays * DAY) };
        },
      },
      ...sequenceMethods({ simulation, authorize, cameraOf }),
      ...jpegMethods({ simulation, authorize, cameraOf }),
    },
  };
}
