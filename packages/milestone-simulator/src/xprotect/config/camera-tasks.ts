import { z } from 'zod';
import type { Camera } from '../../cameras/camera.ts';
import { ApiError } from '../../http/api-error.ts';
import type { Operation } from '../../http/operation.ts';
import { Instant, toIso, validate } from '../../http/validate.ts';
import type { Simulation } from '../../simulation.ts';
import { livePicture } from '../recorder/live-picture.ts';
import { ManualRecording } from '../recorder/manual-recording.ts';
import { recordedIn } from '../recorder/recorded.ts';
import { serverOf } from '../server-of.ts';

const SPAN = /^(\d{1,3})\.(\d\d):(\d\d):(\d\d)$/;

/** A span `ddd.HH:mm:ss` as ms. */
const Span = z
  .string()
  .regex(SPAN, { error: 'A span looks like 000.01:00:00.' })
  .transform((text) => {
    const [days = 0, hours = 0, minutes = 0, seconds = 0] = text.split(/[.:]/).map(Number);
    return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
  });

const Count = z.coerce.number().int().min(0);
const Around = z.object({
  sequenceType: z.enum(['RecordingSequence', 'MotionSequence', 'RecordingWithTriggerSequence']),
  time: Instant,
  timeBefore: Span,
  timeAfter: Span,
  maxCountBefore: Count,
  maxCountAfter: Count,
});

/** At most so many pixels; pictures come in their own size all the same. */
const Size = z.object({ width: z.int().min(1), height: z.int().min(1) });

/** Which operation of the contract a task is, for faults and counters. */
export const taskOperations: Partial<Record<string, Operation>> = {
  StartRecording: 'startRecording',
  StopRecording: 'stopRecording',
  GetSequences: 'sequences',
  JpegGetLive: 'snapshot',
};

export interface CameraTask {
  simulation: Simulation;
  camera: Camera;
  task: string;
  body: unknown;
}

/**
 * What newer releases do with a camera over REST (protocol reference §2.8).
 *
 * @throws ApiError 400 for a task the release does not have, 502 while the recorder is down.
 */
export async function cameraTask({ simulation, camera, task, body }: CameraTask) {
  const { profile } = simulation.xprotect;
  if (!profile.hasCameraTasks || taskOperations[task] === undefined)
    throw new ApiError(400, `Unknown task: ${task}`);
  if (serverOf(simulation.xprotect, camera).isDown)
    throw new ApiError(502, 'The recording server does not answer.');
  const manual = new ManualRecording(simulation);
  if (task === 'JpegGetLive') {
    validate(Size, body);
    return jpegGetLive(simulation, camera);
  }
  if (task === 'GetSequences') return { sequences: around(simulation, camera, validate(Around, body)) };
  const { code, message } = await (task === 'StartRecording' ? manual.start(camera) : manual.stop(camera));
  if (code !== 0) throw new ApiError(400, message);
  return {};
}

/** Succeeds without a picture where nothing comes from the camera. */
async function jpegGetLive(simulation: Simulation, camera: Camera) {
  const found = await livePicture(simulation, camera);
  return found && { frameDateTime: toIso(found.time), jpegDataAsBase64: found.base64 };
}

function around(simulation: Simulation, camera: Camera, query: z.infer<typeof Around>) {
  const { time, timeBefore, timeAfter, maxCountBefore, maxCountAfter } = query;
  const found = recordedIn(simulation, camera, { start: time - timeBefore, end: time + timeAfter });
  const before = found.filter(({ start }) => start < time);
  const after = found.filter(({ start }) => start >= time);
  const chosen = [
    ...before.slice(Math.max(0, before.length - maxCountBefore)),
    ...after.slice(0, maxCountAfter),
  ];
  return chosen.map(({ start, end, triggered }) => ({
    timeBegin: toIso(start),
    timeEnd: toIso(end),
    timeTrigger: toIso(triggered),
  }));
}
