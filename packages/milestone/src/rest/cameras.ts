import type { RestApi } from '../http/rest-api.ts';
import type { CameraPage, ListCamerasQuery, VmsCamera } from '../milestone-client.ts';
import { cameraPath } from './camera-path.ts';
import { CameraAnswer, CameraListAnswer } from './wire.ts';

/** Plan §2.2. */
export async function listCameras(
  api: RestApi,
  { limit, offset, enabled, recording }: ListCamerasQuery,
  signal: AbortSignal,
): Promise<CameraPage> {
  const query = { limit, offset, enabled, recording };
  const { cameras, total } = await api.read(
    { path: '/cameras', query, missing: 'camera' },
    CameraListAnswer,
    signal,
  );
  return { cameras: cameras.map(toCamera), total };
}

/** Plan §2.2. */
export async function getCamera(api: RestApi, deviceId: string, signal: AbortSignal): Promise<VmsCamera> {
  return toCamera(await api.read({ path: cameraPath(deviceId), missing: 'camera' }, CameraAnswer, signal));
}

const toCamera = (camera: CameraAnswer): VmsCamera => ({
  deviceId: camera.id,
  name: camera.name,
  enabled: camera.enabled,
  // The plan's contract tells no condition: a camera that is enabled is taken at that.
  state: camera.status ?? (camera.enabled ? 'online' : 'offline'),
  recording: camera.recording,
  recordingServer: camera.recordingServer ?? '',
  liveStreamUrl: camera.liveStreamUrl ?? camera.streamUrls?.live ?? '',
  ptz: camera.ptzCapabilities ?? { pan: false, tilt: false, zoom: false },
  metadata: camera.metadata ?? {},
});
