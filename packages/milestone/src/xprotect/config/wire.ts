import { z } from 'zod';

/** What the configuration API sends (protocol reference §2). Unknown fields are ignored. */

/** Booleans were texts before 2022 R2, numbers until 2023 R2. */
const Flag = z.union([
  z.boolean(),
  z.string().transform((text) => text.trim().toLowerCase() === 'true' || text === '1'),
  z.number().transform((number) => number !== 0),
]);
const Text = z.string().trim().catch('');

/** Ids are compared as texts: the VMS writes them in lower case, and takes any. */
const Id = z
  .string()
  .min(1)
  .transform((id) => id.toLowerCase());
const Parent = z.object({ parent: z.object({ id: Id }) });

/** What every list holds: what does not look like an item is no reason to lose the others. */
export const listOf = <S extends z.ZodType>(item: S) =>
  z.object({
    array: z.array(z.unknown()).transform((items) =>
      items.flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    ),
  });

/** `ptzEnabled` and the rest are missing where a release does not tell them. */
export const CameraResource = z.object({
  id: Id,
  name: z.string(),
  description: Text,
  enabled: Flag.catch(true),
  channel: z.coerce.number().optional().catch(undefined),
  gisPoint: Text,
  ptzEnabled: Flag.catch(false),
  recordingEnabled: Flag.catch(true),
  manualRecordingTimeoutEnabled: Flag.catch(true),
  manualRecordingTimeoutMinutes: z.coerce.number().positive().optional().catch(undefined),
  recordingStorage: z.object({ id: Id }).optional().catch(undefined),
  relations: Parent,
});
export type CameraResource = z.output<typeof CameraResource>;
export const CameraAnswer = z.object({ data: CameraResource });

export const HardwareResource = z.object({ id: Id, model: Text, relations: Parent });
export type HardwareResource = z.output<typeof HardwareResource>;

/** `webServerUri` names the recorder for SOAP and for video, and whether both speak TLS. */
export const RecordingServerResource = z.object({
  id: Id,
  name: z.string(),
  webServerUri: z.url({ protocol: /^https?$/ }),
});
export type RecordingServerResource = z.output<typeof RecordingServerResource>;

export const StorageResource = z.object({
  id: Id,
  name: Text,
  retainMinutes: z.coerce.number().positive().optional().catch(undefined),
});
export type StorageResource = z.output<typeof StorageResource>;

export const TasksAnswer = z.object({ tasks: z.array(z.object({ id: z.string() })).catch([]) });

/** A task that is only queued has not failed. */
export const TaskAnswer = z.object({
  result: z.object({ state: z.enum(['Success', 'Idle', 'InProgress']) }),
});
