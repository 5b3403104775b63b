import { availableParallelism } from 'node:os';
import { milestoneConfigSchema } from '@playhead/milestone';
import { commonVariables, count, flag, port } from '@playhead/service-kit';
import { z } from 'zod';

/** Everything between them is allowed; the outer one unless set. */
const speedLimit = (least: number, most: number) =>
  z.coerce
    .number({ error: 'a number' })
    .min(least)
    .max(most)
    .default(least < 0 ? least : most);

export const PlaybackConfig = z.object({
  ...commonVariables,
  ...milestoneConfigSchema,
  PORT: port(8084),
  PLAYBACK_CACHE_ENABLED: flag(true),
  /** Seconds an answer of the VMS about past footage is kept. */
  PLAYBACK_CACHE_TTL: count(300),
  PLAYBACK_MAX_CONCURRENT_STREAMS: count(50),
  /** The fastest playback forwards and backwards; 1 and −1 at the least. */
  PLAYBACK_MAX_SPEED: speedLimit(1, 8),
  PLAYBACK_MIN_SPEED: speedLimit(-8, -1),
  /** Memory for still pictures: decoded runs half of it, snapshots and thumbnails a quarter each. */
  PLAYBACK_PICTURE_CACHE_MB: count(256),
  /** How many FFmpeg processes may decode still pictures at a time. */
  PLAYBACK_MAX_DECODERS: count(2),
  /** What the segments of all streams may take on the disk together. */
  PLAYBACK_MAX_DISK_MB: count(4096, 16),
  /** How many streams are re-encoded at the same moment; as many as there are processors unless set. */
  PLAYBACK_MAX_ENCODERS: count(availableParallelism()),
  /** Where segments are kept while they are watched, by each instance in a folder of its own. */
  PLAYBACK_DIRECTORY: z.string({ error: 'the path of a folder for segments' }),
  /** Where exported files are kept; several instances may share it. In `PLAYBACK_DIRECTORY` unless set. */
  PLAYBACK_EXPORT_DIRECTORY: z.string().optional(),
  /** What the files of all exports in that folder may take on the disk together. */
  PLAYBACK_EXPORT_MAX_DISK_MB: count(51_200, 16),
  PLAYBACK_EXPORT_RETENTION_DAYS: count(7),
  /** The longest range of one export. */
  PLAYBACK_EXPORT_MAX_HOURS: z.coerce.number({ error: 'a whole number' }).int().min(1).max(24).default(24),
  /** Exports are made in parts of so many seconds of footage: what is done anew at most when an instance dies. */
  PLAYBACK_EXPORT_PART_SECONDS: count(120, 10),
  /** How many exports this instance works on at a time; with 0 it leaves them to the others. */
  PLAYBACK_MAX_EXPORTS: count(2, 0),
  /** Where the other instances of playback reach this one; from `HOST` and `PORT` unless set. */
  PLAYBACK_ADVERTISED_URL: z
    .url({ protocol: /^http$/, error: 'an http:// address at which the other instances reach this one' })
    .optional(),
  PLAYBACK_SIGNING_KEY_FILE: z.string({
    error: 'the path of a file with the secret (32 bytes or more) that signs segment links',
  }),
  FFMPEG_PATH: z.string().optional(),
});
export type PlaybackConfig = z.infer<typeof PlaybackConfig>;
