import { z } from 'zod';
import type { Camera } from '../../cameras/camera.ts';
import type { Simulation } from '../../simulation.ts';
import { hardwareIdOf, type RecordingServer, SITE_ID } from '../recording-servers.ts';
import { read, Texts } from '../soap/parameters.ts';
import { SoapFault } from '../soap/soap-fault.ts';
import type { SoapMethod } from '../soap/soap-service.ts';
import { cameraRights } from './camera-rights.ts';
import { hardwareNameOf } from './resources.ts';

const Token = z.object({ token: z.string().default('') });
const Recorder = z.object({ recorderId: z.string() });
const Recorders = z.object({ recorderIds: Texts });
const Hardware = z.object({ hardwareIds: Texts });

/** Every right on a camera: one that the account may not see is not listed at all. */
const ALL_RIGHTS = Object.fromEntries(cameraRights.map((right) => [right, true]));

/**
 * The configuration over SOAP (protocol reference §3.3): enabled cameras that the account may see, by recorder. Members
 * are in the order of a data contract: those of the base first, each part by the alphabet.
 */
export function configurationMethods(
  simulation: Simulation,
  admit: NonNullable<SoapMethod['authorize']>,
): Record<string, SoapMethod> {
  const { xprotect, site } = simulation;
  /** Whoever comes with an access token may leave the session token out; a wrong one is refused all the same. */
  const authorize: SoapMethod['authorize'] = (request, parameters) => {
    admit(request, parameters);
    const { token } = read(Token, parameters);
    if (token !== '' && !xprotect.vmsTokens.isValid(token))
      throw new SoapFault('Security token invalid', { sub: 2 });
  };
  const recorders = (servers: readonly RecordingServer[]) => ({
    RecorderInfo: servers.map((server) => recorderInfo(simulation, server)),
  });
  return {
    GetConfiguration: {
      operation: 'listCameras',
      authorize,
      answer: () => ({
        GetConfigurationResult: {
          Recorders: recorders(xprotect.servers),
          ServerId: SITE_ID,
          ServerName: site.name,
        },
      }),
    },
    GetConfigurationRecorders: {
      authorize,
      answer: (parameters) => {
        const wanted = read(Recorders, parameters).recorderIds.map((id) => id.toLowerCase());
        const found = xprotect.servers.filter(({ id }) => wanted.includes(id));
        return { GetConfigurationRecordersResult: recorders(found) };
      },
    },
    QueryRecorderInfo: {
      authorize,
      answer: (parameters) => {
        const { recorderId } = read(Recorder, parameters);
        const found = xprotect.servers.find(({ id }) => id === recorderId.toLowerCase());
        if (found === undefined) throw new SoapFault(`Recorder '${recorderId}' is unknown.`);
        return { QueryRecorderInfoResult: recorderInfo(simulation, found) };
      },
    },
    GetConfigurationHardware: {
      authorize,
      answer: (parameters) => {
        const wanted = read(Hardware, parameters).hardwareIds.map((id) => id.toLowerCase());
        const all = xprotect.servers.flatMap((server) => hardwareOn(simulation, server));
        const found = all.filter(({ HardwareId }) => wanted.includes(HardwareId));
        return { GetConfigurationHardwareResult: { HardwareInfo: found } };
      },
    },
  };
}

const camerasOn = ({ cameras }: Simulation, { number }: RecordingServer) =>
  cameras.listed.filter(({ server, disabledSince }) => server === number && disabledSince === undefined);

const hardwareOn = (simulation: Simulation, server: RecordingServer) =>
  camerasOn(simulation, server).map((camera) => ({
    HardwareId: hardwareIdOf(camera.id),
    Name: hardwareNameOf(camera),
    RecorderId: server.id,
  }));

function recorderInfo(simulation: Simulation, server: RecordingServer) {
  return {
    Cameras: {
      CameraInfo: camerasOn(simulation, server).map((camera) => cameraInfo(simulation, server, camera)),
    },
    DefaultRecordingTimeSeconds: 300,
    Description: '',
    Hardware: { HardwareInfo: hardwareOn(simulation, server) },
    HostName: new URL(server.webServerUri).hostname,
    LastModified: '2024-06-01T09:24:58.9130000Z',
    Name: server.name,
    RecorderId: server.id,
    TimeZoneName: 'UTC',
    WebServerUri: server.webServerUri,
  };
}

function cameraInfo({ xprotect }: Simulation, server: RecordingServer, camera: Camera) {
  const timeoutMinutes = xprotect.manualRecording.timeoutMinutes(camera) ?? 0;
  return {
    Description: camera.nameAr,
    DeviceId: camera.id,
    DeviceIndex: 0,
    HardwareId: hardwareIdOf(camera.id),
    Name: camera.name,
    RecorderId: server.id,
    CameraSecurity: ALL_RIGHTS,
    EdgeStoragePlayback: false,
    EdgeStorageSupported: false,
    MulticastEnabled: false,
    PtzSettings: { PtzEnabled: camera.ptz },
    StopManualRecordingSeconds: timeoutMinutes * 60,
  };
}
