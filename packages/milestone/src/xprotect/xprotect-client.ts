import type { Calls } from '../calls/calls.ts';
import type { RetryPolicy } from '../calls/retry.ts';
import type { Slots } from '../calls/slots.ts';
import { NotFoundError, RefusedError, UnavailableError } from '../errors.ts';
import { footageWithin } from '../footage/footage-within.ts';
import { recordingMetadata } from '../footage/recording-metadata.ts';
import type { VmsHttp } from '../http/vms-http.ts';
import type {
  CallOptions,
  FootageRange,
  ListCamerasQuery,
  MilestoneCapabilities,
  MilestoneClient,
  StartVmsRecording,
  VideoRequest,
  VmsFootage,
} from '../milestone-client.ts';
import type { TokenKeeper } from '../session/token-keeper.ts';
import type { Cameras } from './cameras.ts';
import type { Directory } from './config/directory.ts';
import type { Release } from './config/release.ts';
import { recordingLimitOf, type SiteCamera } from './config/site-camera.ts';
import type { CameraFollowing } from './events/camera-following.ts';
import { openVideo } from './image-server/open-video.ts';
import type { ManualRecordings } from './recorder/manual-recordings.ts';
import { pictureAt } from './recorder/pictures.ts';
import type { Recorders } from './recorder/recorders.ts';
import type { RecordedCamera } from './recorder/recording-switches.ts';
import { sequencesIn, toVmsSequence } from './recorder/sequences.ts';

/** The ImageServer has no request for another direction or speed, whatever the release (protocol reference §5.3). */
const always = {
  dialect: 'xprotect',
  reverseVideo: false,
  serverSideSpeed: false,
  speeds: [1],
  liveConditions: true,
} as const satisfies Partial<MilestoneCapabilities>;

/** Bookmarks came to the gateway with 2024 R2 (protocol reference §7.1). */
const WITH_BOOKMARKS = [24, 2] as const;

interface Parts {
  calls: Calls;
  http: VmsHttp;
  accessTokens: TokenKeeper;
  sessionTokens: TokenKeeper;
  directory: Directory;
  release: Release;
  cameras: Cameras;
  following: CameraFollowing;
  recorders: Recorders;
  recordings: ManualRecordings;
  /** To ImageServers. */
  connections: Slots;
  retryPolicy: RetryPolicy;
  idleMs: number;
}

/** The port over a real XProtect: Identity Provider, API Gateway, and the recording servers themselves. */
export class XProtectClient implements MilestoneClient {
  constructor(private readonly parts: Parts) {}

  login(options?: CallOptions) {
    const { calls, sessionTokens } = this.parts;
    return calls.run('login', options, async (signal) => {
      await sessionTokens.token(signal);
    });
  }

  logout(options?: CallOptions) {
    const { calls, accessTokens, sessionTokens } = this.parts;
    return calls.run('logout', options, async (signal) => {
      await sessionTokens.forget(signal);
      await accessTokens.forget(signal);
    });
  }

  refreshToken(options?: CallOptions) {
    const { calls, accessTokens, sessionTokens } = this.parts;
    return calls.run('refreshToken', options, async (signal) => {
      await accessTokens.renew(signal);
      await sessionTokens.renew(signal);
    });
  }

  capabilities(options?: CallOptions) {
    const { calls, release } = this.parts;
    return calls.run('capabilities', options, async (signal) => ({
      ...always,
      bookmarks: await release.isAtLeast(WITH_BOOKMARKS, signal),
    }));
  }

  maxRecordingSeconds(deviceId: string, options?: CallOptions) {
    const { calls, directory } = this.parts;
    return calls.run('maxRecordingSeconds', options, async (signal) =>
      recordingLimitOf((await directory.camera(deviceId, signal)).resource),
    );
  }

  listCameras(query: ListCamerasQuery, options?: CallOptions) {
    const { calls, cameras } = this.parts;
    return calls.run('listCameras', options, (signal) => cameras.list(query, signal));
  }

  getCamera(deviceId: string, options?: CallOptions) {
    const { calls, cameras } = this.parts;
    return calls.run('getCamera', options, (signal) => cameras.get(deviceId, signal));
  }

  followCameras(options?: CallOptions) {
    return Promise.resolve(this.parts.following.follow(options));
  }

  startRecording(request: StartVmsRecording, options?: CallOptions) {
    const { calls, recordings, directory } = this.parts;
    return calls.run('startRecording', options, async (signal) => {
      // Its timeout may have been changed a moment ago, so the camera is looked at anew.
      await directory.camera(request.deviceId, signal);
      return this.#at(request.deviceId, signal, (camera) => recordings.start(camera, request, signal));
    });
  }

  stopRecording(deviceId: string, recordingId: string, options?: CallOptions) {
    const { calls, recordings } = this.parts;
    return calls.run('stopRecording', options, (signal) =>
      this.#at(deviceId, signal, (camera) => recordings.stop(camera, recordingId, signal)),
    );
  }

  getRecordingStatus(deviceId: string, options?: CallOptions) {
    const { calls, recordings } = this.parts;
    return calls.run('getRecordingStatus', options, (signal) =>
      this.#at(deviceId, signal, (camera) => recordings.status(camera, signal)),
    );
  }

  querySequences(range: FootageRange, options?: CallOptions) {
    return this.parts.calls.run('querySequences', options, (signal) => this.#footage(range, signal));
  }

  getRecordingMetadata(range: FootageRange, options?: CallOptions) {
    return this.parts.calls.run('getRecordingMetadata', options, async (signal) =>
      recordingMetadata(range, await this.#footage(range, signal)),
    );
  }

  getVideoStream(
    { deviceId, startTime, speed, keyPicturesOnly = false }: VideoRequest,
    options?: CallOptions,
  ) {
    const { calls, sessionTokens: tokens, connections, retryPolicy, idleMs } = this.parts;
    const signals = [calls.lifetime, options?.signal].filter((signal) => signal !== undefined);
    return calls.run('getVideoStream', options, (signal) => {
      if (speed !== 1) throw new RefusedError(400, `This VMS sends no video at speed ${speed}, only at 1.`);
      return this.#at(deviceId, signal, ({ resource, recorder, uri }) => {
        const reading = { tokens, connections, retryPolicy, idleMs, signals };
        return openVideo(
          { deviceId: resource.id, startTime, keyPicturesOnly, recorder, uri, ...reading },
          signal,
        );
      });
    });
  }

  getSnapshot(deviceId: string, time: Date, options?: CallOptions) {
    return this.parts.calls.run('getSnapshot', options, (signal) =>
      this.#at(deviceId, signal, ({ resource, recorder }) => pictureAt(recorder, resource.id, time, signal)),
    );
  }

  async close() {
    const { calls, http, recorders } = this.parts;
    calls.close();
    await Promise.all([recorders.close(), http.close()]);
  }

  #footage(range: FootageRange, signal: AbortSignal): Promise<VmsFootage> {
    return this.#at(range.deviceId, signal, async ({ resource, recorder, camera }) => {
      const [found, storage] = await Promise.all([
        sequencesIn(recorder, { ...range, deviceId: resource.id }, signal),
        this.parts.directory.storage(camera, signal),
      ]);
      const sequences = found.map((sequence) => toVmsSequence(resource.id, sequence));
      return { ...footageWithin(range, { sequences, gaps: [] }), storage };
    });
  }

  /** Work at the recorder that has the camera. When it is not there, or nobody is, the camera may have moved. */
  async #at<T>(deviceId: string, signal: AbortSignal, work: (camera: AtRecorder) => Promise<T>): Promise<T> {
    const { directory, recorders } = this.parts;
    const camera = await directory.recorded(deviceId, signal);
    const { resource, server } = camera;
    try {
      return await work({ camera, resource, recorder: recorders.at(server), uri: server.uri });
    } catch (error) {
      const isLost = error instanceof UnavailableError && !error.answered;
      const isMoved = error instanceof NotFoundError && error.missing === 'camera';
      if (isLost || isMoved) directory.forget(deviceId);
      throw error;
    }
  }
}

interface AtRecorder extends RecordedCamera {
  camera: SiteCamera;
  uri: string;
}
