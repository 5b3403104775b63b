import { z } from 'zod';

/** What the VMS sends in the `rest` dialect (plan §2). Unknown fields are ignored; so is an absent nicety. */

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** Visible ASCII, as it goes into a header. `expires_in` counts seconds. */
export const GrantAnswer = z.object({
  token: z.string().regex(/^[\x21-\x7e]+$/, 'not a token'),
  expires_in: z.number().positive().optional(),
});

const Ptz = z.object({
  pan: z.boolean().default(false),
  tilt: z.boolean().default(false),
  zoom: z.boolean().default(false),
});

const states = ['online', 'offline', 'error'] as const;

/** Not in the plan's §2, but some VMS say it; a word that we do not know says nothing. */
const State = z
  .string()
  .nullish()
  .transform((text) => states.find((state) => state === text?.toLowerCase()));

/** A list entry; a single camera (§2.2) comes with `streamUrls` instead of `liveStreamUrl`. */
export const CameraAnswer = z.object({
  id: z.string().min(1),
  name: z.string(),
  enabled: z.boolean(),
  status: State,
  recording: z.boolean().default(false),
  recordingServer: z.string().nullish(),
  liveStreamUrl: z.string().nullish(),
  streamUrls: z.object({ live: z.string().nullish() }).nullish(),
  ptzCapabilities: Ptz.nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type CameraAnswer = z.output<typeof CameraAnswer>;

export const CameraListAnswer = z.object({
  cameras: z.array(CameraAnswer),
  total: z.number().int().nonnegative(),
});

export const StartAnswer = z.object({
  recordingId: z.string().min(1),
  startTime: Instant,
  estimatedEndTime: Instant,
});

/** `actualDuration` counts seconds. */
export const StopAnswer = z.object({
  recordingId: z.string().min(1),
  actualDuration: z.number().nonnegative(),
});

export const StatusAnswer = z.discriminatedUnion('isRecording', [
  z.object({
    isRecording: z.literal(true),
    currentRecording: z.object({
      recordingId: z.string().min(1),
      startTime: Instant,
      elapsedSeconds: z.number(),
      remainingSeconds: z.number(),
    }),
  }),
  z.object({ isRecording: z.literal(false) }),
]);

/** Not in the plan's §2.4, though its appendix B.1 shows them: taken where they are as they should be, else passed over. */
const Words = z.string().trim().min(1).optional().catch(undefined);
const Positive = z.number().positive().optional().catch(undefined);

/** A sequence that still grows may come without its end. */
export const SequencesAnswer = z.object({
  sequences: z.array(
    z.object({
      sequenceId: z.string().min(1),
      startTime: Instant,
      endTime: Instant.nullish(),
      available: z.boolean().default(true),
      sizeBytes: z.number().nonnegative().nullish(),
      quality: Words,
      fps: Positive,
      resolution: Words,
    }),
  ),
  gaps: z.array(z.object({ startTime: Instant, endTime: Instant, reason: z.string().nullish() })).nullish(),
  metadata: z
    .object({ recordingServer: Words, storageLocation: Words, retentionDays: Positive })
    .optional()
    .catch(undefined),
});
