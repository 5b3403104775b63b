import { z } from 'zod';
import { StreamId } from './ids.ts';
import { Instant } from './time.ts';

/** The speeds a stream can be had at; negative plays backwards. */
export const streamSpeeds = [-8, -4, -2, -1, 0.25, 0.5, 1, 2, 4, 8] as const;
export type StreamSpeed = (typeof streamSpeeds)[number];

/** What a player may say that it decodes. Whatever else the VMS sends reaches it as H.264. */
export const streamCodecs = ['h264', 'h265', 'mjpeg'] as const;
export type StreamCodec = (typeof streamCodecs)[number];

const speedError = `speed must be one of ${streamSpeeds.join(', ')}.`;
const codecsError = `codecs must be some of ${streamCodecs.join(', ')}, with commas between them.`;

const StreamSpeed = z.coerce
  .number({ error: speedError })
  .pipe(z.literal(streamSpeeds, { error: speedError }));

const StreamCodecs = z
  .string({ error: codecsError })
  .transform((text) => text.split(','))
  .pipe(z.array(z.enum(streamCodecs, { error: codecsError })));

/**
 * `streamId` is given when the playlist of an open stream is read again, so that one that has gone is a problem and not
 * begun anew from its start. `end` is later than `time`, or earlier where the speed is negative: a stream ends where it gets
 * there.
 */
export const StreamQuery = z
  .object({
    time: Instant,
    end: Instant.optional(),
    speed: StreamSpeed.default(1),
    /** An HLS playlist, or the pictures themselves at their pace, `multipart/x-mixed-replace` of JPEGs. */
    format: z.enum(['hls', 'mjpeg'], { error: 'format must be hls or mjpeg.' }).default('hls'),
    codecs: StreamCodecs.default(['h264']),
    streamId: StreamId.optional(),
  })
  .refine(({ time, end, speed }) => end === undefined || (Date.parse(end) - Date.parse(time)) * speed > 0, {
    path: ['end'],
    error: 'end must lie after time, or before it when the speed is negative.',
  });
export type StreamQuery = z.infer<typeof StreamQuery>;

/** Headers of the answer to a stream; times are ISO 8601 in UTC. */
export const streamHeaders = {
  /** When the first picture of the stream was recorded. */
  start: 'X-Playback-Start',
  /** `true` where the asked time lies in a gap, so that the stream starts beyond it; else `false`. */
  startSkipped: 'X-Playback-Start-Skipped',
  /** The problem code that ended the stream early; missing while all is well. */
  problem: 'X-Playback-Problem',
} as const;

/** Tags of our own in a playlist, with attributes as in RFC 8216 §4.2; players that don't know them pass over them. */
export const playlistTags = {
  /** `ASKED="…",START="…",SKIPPED=YES|NO,STREAM="…"`: once in every playlist. */
  start: 'EXT-X-PLAYHEAD-START',
  /** `CODE="…",DETAIL="…"`: the stream ended early, here, because of this problem. */
  problem: 'EXT-X-PLAYHEAD-PROBLEM',
} as const;
