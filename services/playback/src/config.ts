import { availableParallelism } from 'node:os';
import { milestoneConfigSchema } from '@playhead/milestone';
import { commonVariables, count, flag, port } from '@playhead/service-kit';
import { z } from 'zod';

export const PlaybackConfig = z.object({
  ...commonVariables,
  ...milestoneConfigSchema,
  PORT: port(8084),
  PLAYBACK_CACHE_ENABLED: flag(true),
  /** Seconds an answer of the VMS about past footage is kept. */
  PLAYBACK_CACHE_TTL: count(300),
  PLAYBACK_MAX_CONCURRENT_STREAMS: count(50),
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
