import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CameraPath } from '../cameras/camera.routes.ts';
import { whyNotRecordable } from '../cameras/camera.ts';
import { SECOND } from '../history/slots.ts';
import { ApiError } from '../http/api-error.ts';
import { answers } from '../http/operation.ts';
import { toIso, validate } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';

const StartBody = z.object({
  durationSeconds: z.int().min(1).max(86_400),
  triggerBy: z.string().max(255).default(''),
  description: z.string().max(4096).default(''),
});
const StopBody = z.object({ recordingId: z.string().min(1) });

/** Plan §2.3. */
export function recordingRoutes(api: FastifyInstance, simulation: Simulation): void {
  const { clock, cameras, recordings, counters } = simulation;

  api.post('/cameras/:id/recordings/start', answers('startRecording'), async (request) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const order = validate(StartBody, request.body);
    const refusal = whyNotRecordable(camera);
    if (refusal !== undefined) throw new ApiError(400, refusal);
    const { recordingId, start, end } = await recordings.start({ cameraId: camera.id, ...order });
    const times = { startTime: toIso(start), estimatedEndTime: toIso(end) };
    return { recordingId, cameraId: camera.id, ...times, status: 'recording' };
  });

  api.post('/cameras/:id/recordings/stop', answers('stopRecording'), async (request) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const { recordingId } = validate(StopBody, request.body);
    counters.countStop(recordingId);
    const { start, end } = await recordings.stop(camera.id, recordingId);
    return { recordingId, actualDuration: Math.round((end - start) / SECOND), status: 'stopped' };
  });

  api.get('/cameras/:id/recordings/status', answers('recordingStatus'), async (request) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const running = recordings.active(camera.id);
    if (!running) return { isRecording: false };
    const now = clock.now().getTime();
    return {
      isRecording: true,
      currentRecording: {
        recordingId: running.recordingId,
        startTime: toIso(running.start),
        elapsedSeconds: Math.floor((now - running.start) / SECOND),
        remainingSeconds: Math.ceil((running.end - now) / SECOND),
      },
    };
  });
}
