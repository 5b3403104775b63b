import { z } from 'zod';
import { whenClosed } from '../../http/when-closed.ts';
import type { Simulation } from '../../simulation.ts';
import { CameraWatch } from '../events/camera-watch.ts';
import type { RecordingServer } from '../recording-servers.ts';
import { read, Texts, Whole } from '../soap/parameters.ts';
import type { SoapService } from '../soap/soap-service.ts';
import { recorderStatusWsdl } from '../wsdl/recorder-status.wsdl.ts';
import { withSessionToken } from './authorize.ts';
import { type DeviceStatus, deviceStatus } from './device-status.ts';
import { StatusSessions } from './status-sessions.ts';

const RECORDER_STATUS = 'http://videoos.net/2/XProtectCSRecorderStatus2';

const Devices = z.object({ deviceIds: Texts });
const Session = z.object({ statusSessionId: z.string() });
const Subscription = Session.extend({ deviceIds: Texts });
const Poll = Session.extend({ millisecondsTimeout: Whole.min(0) });

/** How a recorder and its cameras are: at once, or by a session that tells what has changed (protocol reference §3.5). */
export function recorderStatusService(simulation: Simulation, server: RecordingServer): SoapService {
  const { clock, cameras } = simulation;
  const authorize = withSessionToken(simulation);
  const statusOf = (deviceIds: readonly string[]) =>
    cameras.listed
      .filter(({ id, server: on }) => on === server.number && deviceIds.includes(id))
      .map((camera) => deviceStatus(simulation, camera));
  const sessions = new StatusSessions(clock, statusOf, (changed) =>
    new CameraWatch(simulation).follow(changed),
  );
  const listed = (found: readonly DeviceStatus[]) => ({
    CameraDeviceStatusArray: { CameraDeviceStatus: found },
  });
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
        authorize,
        answer: (parameters) => {
          const asked = read(Devices, parameters).deviceIds.map((id) => id.toLowerCase());
          return { GetCurrentDeviceStatusResult: listed(statusOf(asked)) };
        },
      },
      StartStatusSession: {
        authorize,
        answer: () => ({ StartStatusSessionResult: sessions.start() }),
      },
      SubscribeDeviceStatus: {
        authorize,
        answer: (parameters) => {
          const { statusSessionId, deviceIds } = read(Subscription, parameters);
          sessions.subscribe(statusSessionId, deviceIds);
          return {};
        },
      },
      GetStatus: {
        operation: 'deviceStatus',
        authorize,
        answer: async (parameters, _request, reply) => {
          const { statusSessionId, millisecondsTimeout } = read(Poll, parameters);
          const news = await sessions.news(statusSessionId, millisecondsTimeout, whenClosed(reply));
          return { GetStatusResult: listed(news) };
        },
      },
      StopStatusSession: {
        authorize,
        answer: (parameters) => {
          sessions.stop(read(Session, parameters).statusSessionId);
          return {};
        },
      },
    },
  };
}
