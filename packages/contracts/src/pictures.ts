import { z } from 'zod';
import { CameraId } from './ids.ts';
import { Instant, TimeRange } from './time.ts';

/** Pixels; a picture that is narrower stays as it is. */
const Width = z.coerce
  .number({ error: 'width must be a whole number of pixels from 16 to 3840.' })
  .int({ error: 'width must be a whole number of pixels.' })
  .min(16, { error: 'width must be at least 16 pixels.' })
  .max(3840, { error: 'width must be at most 3840 pixels.' });

export const SnapshotQuery = z.object({ time: Instant, width: Width.optional() });
export type SnapshotQuery = z.infer<typeof SnapshotQuery>;

const STEPS = 'step must be -1 (back), 0 (the picture shown at this time) or 1 (on).';

/** `step` × `count` pictures from the one that is shown at `time`. */
export const FrameQuery = z.object({
  time: Instant,
  step: z.enum(['-1', '0', '1'], { error: STEPS }).default('0').transform(Number),
  count: z.coerce
    .number({ error: 'count must be a whole number from 1 to 50.' })
    .int({ error: 'count must be a whole number.' })
    .min(1, { error: 'count must be at least 1.' })
    .max(50, { error: 'count must be at most 50.' })
    .default(1),
  width: Width.optional(),
});
export type FrameQuery = z.infer<typeof FrameQuery>;

/** Headers of a still picture. */
export const pictureHeaders = {
  /** When it was taken, ISO 8601 in UTC; left out where nobody tells. */
  wallClock: 'X-Wall-Clock',
  /** The last gap between the asked moment and the picture: two instants with a slash between. */
  crossedGap: 'X-Crossed-Gap',
} as const;

/** The steps of time between thumbnails, seconds: each divides the next, so that every zoom finds the others' pictures. */
export const thumbnailIntervals = [1, 2, 10, 60, 300, 600, 3_600, 21_600, 86_400] as const;
export type ThumbnailInterval = (typeof thumbnailIntervals)[number];

/** More than a timeline has room for. */
export const MAX_THUMBNAILS = 500;

/** The least step that is not finer than asked, seconds; the coarsest where all are finer. */
export const thumbnailInterval = (seconds: number): ThumbnailInterval =>
  thumbnailIntervals.find((interval) => interval >= seconds) ?? 86_400;

const INTERVAL = 'interval must be a number of seconds from 1 to 86400.';
const Interval = z.coerce
  .number({ error: INTERVAL })
  .min(1, { error: INTERVAL })
  .max(86_400, { error: INTERVAL })
  .transform(thumbnailInterval);

/** Widths that thumbnails come in; another one is rounded up, so that there are few of each picture. */
const thumbnailWidths = [80, 160, 320, 640] as const;
const THUMBNAIL_WIDTH = 'width must be a whole number of pixels from 16 to 640.';
const ThumbnailWidth = z.coerce
  .number({ error: THUMBNAIL_WIDTH })
  .int({ error: THUMBNAIL_WIDTH })
  .min(16, { error: THUMBNAIL_WIDTH })
  .max(640, { error: THUMBNAIL_WIDTH })
  .default(160)
  .transform((asked) => thumbnailWidths.find((width) => width >= asked) ?? 640);

/** One thumbnail: `interval` says how far it speaks for the footage after it. */
export const ThumbnailQuery = z.object({ interval: Interval.default(1), width: ThumbnailWidth });
export type ThumbnailQuery = z.infer<typeof ThumbnailQuery>;

/** The thumbnails of a range: `interval` seconds apart, or so far that there are `count` of them at most. */
export const ThumbnailsQuery = TimeRange.safeExtend({
  interval: Interval.optional(),
  count: z.coerce
    .number({ error: `count must be a whole number from 1 to ${MAX_THUMBNAILS}.` })
    .int({ error: 'count must be a whole number.' })
    .min(1, { error: 'count must be at least 1.' })
    .max(MAX_THUMBNAILS, { error: `count must be at most ${MAX_THUMBNAILS}.` })
    .default(60),
  width: ThumbnailWidth,
});
export type ThumbnailsQuery = z.infer<typeof ThumbnailsQuery>;

/** `time` begins the stretch that the picture stands for; stretches without footage are left out. */
export const ThumbnailList = z
  .object({
    cameraId: CameraId,
    intervalSeconds: z.number(),
    width: z.number().int(),
    thumbnails: z.array(z.object({ time: Instant, url: z.string() })),
  })
  .meta({ id: 'ThumbnailList' });
export type ThumbnailList = z.infer<typeof ThumbnailList>;
