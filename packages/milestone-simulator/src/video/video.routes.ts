import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CameraPath } from '../cameras/camera.routes.ts';
import type { Camera } from '../cameras/camera.ts';
import { sequencesOf } from '../history/footage.ts';
import type { Range } from '../history/range.ts';
import { DAY } from '../history/slots.ts';
import { ApiError } from '../http/api-error.ts';
import { answers } from '../http/operation.ts';
import { Instant, validate } from '../http/validate.ts';
import { whenClosed } from '../http/when-closed.ts';
import type { Simulation } from '../simulation.ts';
import { takeAt, takeFrom } from './take.ts';

const VideoQuery = z.object({
  time: Instant,
  speed: z.coerce.number({ error: 'Speed is a number.' }).default(1),
  format: z.enum(['h264', 'mjpeg', 'webrtc'], { error: 'Format is h264, mjpeg or webrtc.' }).default('h264'),
});
const SnapshotQuery = z.object({ time: Instant });

/** Plan §2.5. */
export function videoRoutes(api: FastifyInstance, simulation: Simulation): void {
  const { clock, cameras, recordings, video, speeds } = simulation;

  const recorded = (camera: Camera, window: Range) => {
    const now = clock.now().getTime();
    const manual = recordings.footage(camera.id);
    return sequencesOf({ camera, window, now, manual });
  };
  const always = { start: 0, end: Number.MAX_SAFE_INTEGER };
  /** A week of history costs more than the video; what is asked for nearly always lies within a day. */
  const around = (time: number) => ({ start: time - DAY, end: time + DAY });

  api.get('/cameras/:id/video', answers('video'), async (request, reply) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const { time, speed, format } = validate(VideoQuery, request.query);
    if (!speeds.some((served) => served === speed))
      throw new ApiError(400, `Speed is one of ${speeds.join(', ')}.`);
    if (format === 'webrtc') throw new ApiError(501, 'WebRTC is not simulated. Ask for h264 or mjpeg.');
    const take =
      takeFrom(recorded(camera, around(time)), time, speed) ??
      takeFrom(recorded(camera, always), time, speed);
    if (!take) throw new ApiError(404, 'There is no footage from this time on.');
    const { headers, body } = await video.play({
      camera,
      take,
      format: format === 'mjpeg' ? format : (camera.codec ?? 'h264'),
      signal: whenClosed(reply),
    });
    return reply
      .headers({ ...headers, 'cache-control': 'no-store' })
      .send(Readable.from(body, { highWaterMark: 1 }));
  });

  api.get('/cameras/:id/snapshots', answers('snapshot'), async (request, reply) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const { time } = validate(SnapshotQuery, request.query);
    const take = takeAt(recorded(camera, around(time)), time);
    if (!take) throw new ApiError(404, 'There is no footage at this time.');
    return reply.type('image/jpeg').send(await video.snapshot(camera, take, whenClosed(reply)));
  });
}
