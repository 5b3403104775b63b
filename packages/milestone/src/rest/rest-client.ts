import type { Calls } from '../calls/calls.ts';
import type { Clock } from '../clock.ts';
import { RefusedError } from '../errors.ts';
import { recordingMetadata } from '../footage/recording-metadata.ts';
import type { RestApi } from '../http/rest-api.ts';
import type { VmsHttp } from '../http/vms-http.ts';
import type {
  CallOptions,
  FootageRange,
  ListCamerasQuery,
  MilestoneCapabilities,
  MilestoneClient,
  StartVmsRecording,
  VideoRequest,
} from '../milestone-client.ts';
import type { TokenKeeper } from '../session/token-keeper.ts';
import { getCamera, listCameras } from './cameras.ts';
import { querySequences } from './footage.ts';
import { getSnapshot, getVideoStream } from './playback.ts';
import { getRecordingStatus, startRecording, stopRecording } from './recordings.ts';

/** The plan's contract has no call for it. */
const capabilitiesWith = (speeds: readonly number[]): MilestoneCapabilities => ({
  dialect: 'rest',
  reverseVideo: speeds.some((speed) => speed < 0),
  serverSideSpeed: speeds.some((speed) => speed !== 1),
  speeds,
  bookmarks: false,
  liveConditions: false,
});

interface Parts {
  calls: Calls;
  http: VmsHttp;
  tokens: TokenKeeper;
  api: RestApi;
  clock: Clock;
  idleMs: number;
  /** At which the VMS sends video. */
  speeds: readonly number[];
}

/** The port in the plan's §2 contract. */
export class RestClient implements MilestoneClient {
  constructor(private readonly parts: Parts) {}

  login(options?: CallOptions) {
    const { calls, tokens } = this.parts;
    return calls.run('login', options, async (signal) => {
      await tokens.token(signal);
    });
  }

  logout(options?: CallOptions) {
    const { calls, tokens } = this.parts;
    return calls.run('logout', options, (signal) => tokens.forget(signal));
  }

  refreshToken(options?: CallOptions) {
    const { calls, tokens } = this.parts;
    return calls.run('refreshToken', options, (signal) => tokens.renew(signal));
  }

  capabilities(options?: CallOptions) {
    const { calls, speeds } = this.parts;
    return calls.run('capabilities', options, () => Promise.resolve(capabilitiesWith(speeds)));
  }

  /** The plan's contract holds a recording as long as it is asked to. */
  maxRecordingSeconds(_deviceId: string, options?: CallOptions) {
    return this.parts.calls.run('maxRecordingSeconds', options, () => Promise.resolve(undefined));
  }

  listCameras(query: ListCamerasQuery, options?: CallOptions) {
    const { calls, api } = this.parts;
    return calls.run('listCameras', options, (signal) => listCameras(api, query, signal));
  }

  getCamera(deviceId: string, options?: CallOptions) {
    const { calls, api } = this.parts;
    return calls.run('getCamera', options, (signal) => getCamera(api, deviceId, signal));
  }

  /** The plan's contract has no events. */
  followCameras(options?: CallOptions): Promise<never> {
    return this.parts.calls.run('followCameras', options, () =>
      Promise.reject(
        new RefusedError(501, 'This VMS tells nothing of its cameras by itself: list them again.'),
      ),
    );
  }

  startRecording(request: StartVmsRecording, options?: CallOptions) {
    const { calls, api } = this.parts;
    return calls.run('startRecording', options, (signal) => startRecording(api, request, signal));
  }

  stopRecording(deviceId: string, recordingId: string, options?: CallOptions) {
    const { calls, api } = this.parts;
    return calls.run('stopRecording', options, (signal) => stopRecording(api, deviceId, recordingId, signal));
  }

  getRecordingStatus(deviceId: string, options?: CallOptions) {
    const { calls, api } = this.parts;
    return calls.run('getRecordingStatus', options, (signal) => getRecordingStatus(api, deviceId, signal));
  }

  querySequences(range: FootageRange, options?: CallOptions) {
    const { calls, api, clock } = this.parts;
    return calls.run('querySequences', options, (signal) => querySequences(api, clock, range, signal));
  }

  getRecordingMetadata(range: FootageRange, options?: CallOptions) {
    const { calls, api, clock } = this.parts;
    return calls.run('getRecordingMetadata', options, async (signal) =>
      recordingMetadata(range, await querySequences(api, clock, range, signal)),
    );
  }

  getVideoStream(request: VideoRequest, options?: CallOptions) {
    const { calls, api, clock, idleMs } = this.parts;
    const signals = [calls.lifetime, options?.signal].filter((signal) => signal !== undefined);
    return calls.run('getVideoStream', options, (signal) =>
      getVideoStream(api, request, { clock, idleMs, signals }, signal),
    );
  }

  getSnapshot(deviceId: string, time: Date, options?: CallOptions) {
    const { calls, api } = this.parts;
    return calls.run('getSnapshot', options, (signal) => getSnapshot(api, deviceId, time, signal));
  }

  close() {
    const { calls, http } = this.parts;
    calls.close();
    return http.close();
  }
}
