import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CameraPath } from '../cameras/camera.routes.ts';
import { recorderOf } from '../cameras/site.ts';
import { answers } from '../http/operation.ts';
import { Instant, toIso, validate } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';
import { footageOf } from './footage.ts';
import type { Range } from './range.ts';
import { DAY, SECOND } from './slots.ts';

const SequenceQuery = z
  .object({ startTime: Instant, endTime: Instant })
  .refine(({ startTime, endTime }) => startTime < endTime, { error: 'endTime must be later than startTime.' })
  .refine(({ startTime, endTime }) => endTime - startTime <= 366 * DAY, { error: 'Ask for a year at most.' });

/** What `/video` serves. */
const pictures = { quality: 'high', fps: 15, resolution: '640x360' };

/** Plan §2.4, and of its appendix B.1 what a VMS would know. */
export function footageRoutes(api: FastifyInstance, { clock, site, cameras, recordings }: Simulation): void {
  api.get('/cameras/:id/sequences', answers('sequences'), async (request) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const { startTime, endTime } = validate(SequenceQuery, request.query);
    const window = { start: startTime, end: endTime };
    const manual = recordings.footage(camera.id);
    const { sequences, gaps } = footageOf({ camera, window, now: clock.now().getTime(), manual });
    return {
      cameraId: camera.id,
      sequences: sequences.map(({ sequenceId, sizeBytes, triggered: _, ...range }) => ({
        sequenceId,
        ...instants(range),
        durationSeconds: (range.end - range.start) / SECOND,
        available: true,
        sizeBytes,
        ...pictures,
      })),
      gaps: gaps.map(({ reason, ...range }) => ({ ...instants(range), ...(reason && { reason }) })),
      metadata: {
        recordingServer: recorderOf(site, camera),
        storageLocation: `SAN-0${camera.server}`,
        retentionDays: camera.retentionDays,
      },
    };
  });
}

const instants = ({ start, end }: Range) => ({ startTime: toIso(start), endTime: toIso(end) });
