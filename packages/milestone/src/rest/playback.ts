import type { Clock } from '../clock.ts';
import { NotFoundError, ProtocolError } from '../errors.ts';
import type { RestApi } from '../http/rest-api.ts';
import type { VideoRequest, VmsSnapshot, VmsVideoStream } from '../milestone-client.ts';
import { containerOf } from '../video/container.ts';
import { VideoBody } from '../video/video-body.ts';
import { cameraPath } from './camera-path.ts';
import { getCamera } from './cameras.ts';

interface Reading {
  idleMs: number;
  clock: Clock;
  /** Count until the video ends, unlike the signal of the request. */
  signals: readonly AbortSignal[];
}

/** Plan §2.5, as the design's §6 completes it. */
export async function getVideoStream(
  api: RestApi,
  { deviceId, startTime, speed, format }: VideoRequest,
  reading: Reading,
  signal: AbortSignal,
): Promise<VmsVideoStream> {
  const path = cameraPath(deviceId, '/video');
  const query = { time: startTime.toISOString(), speed, format };
  const { body, header } = await tellingWhatIsMissing(api, deviceId, signal, () =>
    api.openVideo({ path, query, missing: 'footage' }, signal),
  );
  const frameRate = Number(header('x-video-frame-rate'));
  return {
    body: new VideoBody(body, reading),
    container: containerOf(header('content-type')),
    startTime: instantOf(header('x-video-start-time')) ?? startTime,
    ...(frameRate > 0 && Number.isFinite(frameRate) && { frameRate }),
  };
}

/** Plan §2.5. */
export async function getSnapshot(
  api: RestApi,
  deviceId: string,
  time: Date,
  signal: AbortSignal,
): Promise<VmsSnapshot> {
  const path = cameraPath(deviceId, '/snapshots');
  const query = { time: time.toISOString() };
  const { body, header } = await tellingWhatIsMissing(api, deviceId, signal, () =>
    api.readBytes({ path, query, missing: 'footage' }, signal),
  );
  const contentType = header('content-type') ?? '';
  if (!contentType.startsWith('image/') || body.length === 0) {
    throw new ProtocolError("The VMS's answer to a snapshot is not a picture.");
  }
  return { image: body, contentType };
}

/** A 404 does not tell whether the footage is missing or the camera itself; asking for the camera does. */
async function tellingWhatIsMissing<A>(
  api: RestApi,
  deviceId: string,
  signal: AbortSignal,
  work: () => Promise<A>,
) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotFoundError) await getCamera(api, deviceId, signal);
    throw error;
  }
}

function instantOf(text: string | undefined): Date | undefined {
  const instant = new Date(text ?? Number.NaN);
  return Number.isNaN(instant.getTime()) ? undefined : instant;
}
