import { z } from 'zod';
import { RecordingQueryResult } from './footage.ts';
import { CameraId } from './ids.ts';
import { Problem } from './problem.ts';
import { TimeRange } from './time.ts';
import { TimeZone } from './time-zone.ts';
import { Timeline, TimelineResolution } from './timeline.ts';

const MAX_CAMERAS_AT_ONCE = 64;

/** A camera that is named twice is answered once. `refresh` asks the VMS anew for what is known already. */
const severalCameras = {
  cameraIds: z.array(CameraId).min(1).max(MAX_CAMERAS_AT_ONCE),
  refresh: z.boolean().optional(),
};

/** What was recorded by several cameras in the same range. */
export const SeveralQueryRequest = TimeRange.safeExtend(severalCameras).meta({ id: 'SeveralQueryRequest' });
export type SeveralQueryRequest = z.infer<typeof SeveralQueryRequest>;

/** The same timeline of several cameras. */
export const SeveralTimelinesRequest = TimeRange.safeExtend({
  ...severalCameras,
  resolution: TimelineResolution.default('minute'),
  timeZone: TimeZone.default('UTC'),
}).meta({ id: 'SeveralTimelinesRequest' });
export type SeveralTimelinesRequest = z.infer<typeof SeveralTimelinesRequest>;

/** A result for each camera, in the order of the request. */
const several = <A extends z.ZodType>(answer: A) =>
  z.object({
    results: z.array(
      z.discriminatedUnion('status', [
        z.object({ cameraId: CameraId, status: z.literal('answered'), answer }),
        z.object({ cameraId: CameraId, status: z.literal('failed'), problem: Problem }),
      ]),
    ),
    answered: z.number().int(),
    failed: z.number().int(),
  });

export const SeveralQueryResults = several(RecordingQueryResult).meta({ id: 'SeveralQueryResults' });
export type SeveralQueryResults = z.infer<typeof SeveralQueryResults>;

export const SeveralTimelines = several(Timeline).meta({ id: 'SeveralTimelines' });
export type SeveralTimelines = z.infer<typeof SeveralTimelines>;
