import type { RestApi } from '../http/rest-api.ts';
import type {
  StartVmsRecording,
  StoppedVmsRecording,
  VmsRecording,
  VmsRecordingStatus,
} from '../milestone-client.ts';
import { cameraPath } from './camera-path.ts';
import { StartAnswer, StatusAnswer, StopAnswer } from './wire.ts';

/** Plan §2.3. */
export async function startRecording(
  api: RestApi,
  { deviceId, durationSeconds, triggeredBy, description }: StartVmsRecording,
  signal: AbortSignal,
): Promise<VmsRecording> {
  const path = cameraPath(deviceId, '/recordings/start');
  const body = { durationSeconds, triggerBy: triggeredBy, description };
  const started = await api.write({ path, body, missing: 'camera' }, StartAnswer, signal);
  return { deviceId, ...started };
}

/** Plan §2.3. */
export async function stopRecording(
  api: RestApi,
  deviceId: string,
  recordingId: string,
  signal: AbortSignal,
): Promise<StoppedVmsRecording> {
  const path = cameraPath(deviceId, '/recordings/stop');
  const stopped = await api.write({ path, body: { recordingId }, missing: 'recording' }, StopAnswer, signal);
  return { recordingId: stopped.recordingId, actualDurationSeconds: stopped.actualDuration };
}

/** Plan §2.3. */
export async function getRecordingStatus(
  api: RestApi,
  deviceId: string,
  signal: AbortSignal,
): Promise<VmsRecordingStatus> {
  const path = cameraPath(deviceId, '/recordings/status');
  const status = await api.read({ path, missing: 'camera' }, StatusAnswer, signal);
  return status.isRecording ? { isRecording: true, ...status.currentRecording } : { isRecording: false };
}
