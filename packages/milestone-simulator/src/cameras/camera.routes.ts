import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isRecording } from '../history/footage.ts';
import { answers } from '../http/operation.ts';
import { validate } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';
import type { Camera } from './camera.ts';
import { cameraDetail, cameraView } from './camera-view.ts';
import { recorderOf } from './site.ts';

const flag = z.enum(['true', 'false'], { error: 'Say true or false.' }).transform((text) => text === 'true');
const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  offset: z.coerce.number().int().min(0).default(0),
  enabled: flag.optional(),
  recording: flag.optional(),
});

export const CameraPath = z.object({ id: z.string() });

/** Plan §2.2. */
export function cameraRoutes(api: FastifyInstance, { clock, site, cameras, recordings }: Simulation): void {
  const records = (camera: Camera) =>
    isRecording(camera, clock.now().getTime(), recordings.footage(camera.id));
  const seen = (camera: Camera) => ({
    recording: records(camera),
    recordingServer: recorderOf(site, camera),
  });

  api.get('/cameras', answers('listCameras'), async (request) => {
    const { limit, offset, enabled, recording } = validate(ListQuery, request.query);
    // What a camera records is computed, so only where it is asked for: a site may have thousands.
    const matching = cameras.listed
      .filter((camera) => enabled === undefined || (camera.disabledSince === undefined) === enabled)
      .filter((camera) => recording === undefined || records(camera) === recording);
    const page = matching.slice(offset, offset + limit);
    return { cameras: page.map((camera) => cameraView(camera, seen(camera))), total: matching.length };
  });

  api.get('/cameras/:id', answers('getCamera'), async (request) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const apiUrl = `${request.protocol}://${request.host}${api.prefix}`;
    return cameraDetail(camera, seen(camera), apiUrl);
  });
}
