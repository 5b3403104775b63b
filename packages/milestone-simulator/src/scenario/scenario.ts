import { z } from 'zod';
import { Fault } from '../faults/fault.ts';
import { DAY, HOUR, MINUTE } from '../history/slots.ts';

const anInstant = 'an ISO 8601 instant such as 2026-03-01T12:00:00Z';
const Instant = z.iso
  .datetime({ offset: true, error: `accepts ${anInstant}` })
  .transform((text) => Date.parse(text));

const AGO = /^(?:(\d+)d ?)?(?:(\d+)h ?)?(?:(\d+)m ?)?ago$/;

/** An instant (epoch ms), or how long before the start of the simulator it was. */
type Moment = { at: number } | { agoMs: number };

const Moment = z
  .string({ error: `accepts ${anInstant}, or a time such as 4h ago, 2d 30m ago` })
  .transform((text, context): Moment => {
    const [, days, hours, minutes] = AGO.exec(text) ?? [];
    const parts = [Number(days ?? 0) * DAY, Number(hours ?? 0) * HOUR, Number(minutes ?? 0) * MINUTE];
    const agoMs = parts.reduce((sum, part) => sum + part, 0);
    if (agoMs > 0) return { agoMs };
    const instant = Instant.safeParse(text);
    if (instant.success) return { at: instant.data };
    const message = `accepts ${anInstant}, or a time such as 4h ago, 2d 30m ago`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });

/** Epoch ms. */
export const instantOf = (moment: Moment, startedAt: Date): number =>
  'at' in moment ? moment.at : startedAt.getTime() - moment.agoMs;

const whole = (least: number, most: number) => {
  const error = `accepts a whole number from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};
const flag = z.boolean({ error: 'accepts true or false' });
const text = z.string({ error: 'accepts a text' }).min(1, { error: 'accepts a text that is not empty' });
const oneOf = <const T extends readonly string[]>(words: T) =>
  z.enum(words, { error: `accepts ${words.join(', ')}` });

/** An object that names what it does not know, and what it takes. */
const fields = <S extends z.ZodRawShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `does not know ${issue.keys.join(', ')}; it takes ${Object.keys(shape).join(', ')}`
        : `accepts an object with ${Object.keys(shape).join(', ')}`,
  });

const list = <S extends z.ZodType>(item: S) => z.array(item, { error: 'accepts a list' });

/** A stretch without footage; without `to` it goes on. */
const Gap = fields({ from: Moment, to: Moment.optional(), reason: text.optional() }).refine(
  ({ from, to }) => to === undefined || isBefore(from, to),
  { error: 'accepts a later time than from', path: ['to'] },
);

/** An instant and a time before the start can't be told apart before there is a start. */
function isBefore(from: Moment, to: Moment): boolean {
  if ('at' in from && 'at' in to) return from.at < to.at;
  return !('agoMs' in from && 'agoMs' in to) || from.agoMs > to.agoMs;
}

const Camera = fields({
  name: text,
  /** So many alike, numbered. */
  count: whole(1, 100_000).default(1),
  id: z.guid({ error: 'accepts a GUID' }).optional(),
  /** A recorder's name; the first unless said. */
  recorder: text.optional(),
  recording: oneOf(['continuous', 'motion', 'never']).default('continuous'),
  /** Whether maintenance, lost connections and the like are made up, beside the gaps that are told. */
  failures: oneOf(['usual', 'none']).default('usual'),
  gaps: list(Gap).default([]),
  retentionDays: whole(1, 3650).optional(),
  state: oneOf(['online', 'offline', 'error']).default('online'),
  enabled: flag.default(true),
  licensed: flag.default(true),
  /** Whether the account may see it. */
  permitted: flag.default(true),
  recordingEnabled: flag.default(true),
  /** After how many minutes it ends a manual recording by itself, 0 is never; `xprotect` only. */
  recordingTimeoutMinutes: whole(0, 10_000).optional(),
  ptz: flag.default(false),
  codec: oneOf(['h264', 'h265', 'mjpeg']).default('h264'),
  /** As the ImageServer is to say it; no picture is masked. */
  privacyMask: z
    .string()
    .regex(/^grid;[\x20-\x7e]+$/, { error: 'accepts a line that begins with grid;' })
    .optional(),
  manufacturer: text.default('Axis'),
  model: text.default('P3245-LVE'),
}).refine(({ id, count }) => id === undefined || count === 1, {
  error: 'accepts a GUID only for a single camera (count: 1)',
  path: ['id'],
});
export type ScenarioCamera = z.output<typeof Camera>;

/** Where TLS is spoken; files are found from the scenario's folder. */
const TlsSettings = fields({
  at: oneOf(['recorders', 'all']).default('recorders'),
  name: text.optional(),
  keyFile: text.optional(),
  certFile: text.optional(),
}).refine(({ keyFile, certFile }) => (keyFile === undefined) === (certFile === undefined), {
  error: 'accepts keyFile and certFile together, or neither: then a certificate is made',
});

/** A simulated site, as a scenario file describes it. Instants are epoch ms. */
export const Scenario = fields({
  site: text.default('Simulated site'),
  retentionDays: whole(1, 3650).default(7),
  clock: fields({ at: Instant.optional(), frozen: flag.default(false) }).optional(),
  tls: TlsSettings.optional(),
  recorders: list(text).min(1, { error: 'accepts one name or more' }).default(['Recording Server 1']),
  cameras: list(Camera).min(1, { error: 'accepts one camera or more' }),
  /** What goes wrong from the start. */
  faults: list(Fault).default([]),
}).superRefine(({ tls, recorders, cameras, faults }, context) => {
  const refuse = (message: string, ...path: (string | number)[]) =>
    context.addIssue({ code: 'custom', message, path });
  for (const [index, { recorder }] of cameras.entries()) {
    if (recorder === undefined || recorders.includes(recorder)) continue;
    refuse(`accepts ${recorders.join(', ')}`, 'cameras', index, 'recorder');
  }
  const names = new Set(cameras.flatMap(namesOf));
  for (const [index, fault] of faults.entries()) {
    if (fault.kind === 'certificate' && tls === undefined)
      refuse('accepts certificate only where there is tls', 'faults', index, 'kind');
    const camera = 'match' in fault ? fault.match.camera : undefined;
    if (camera !== undefined && !names.has(camera))
      refuse('accepts the name of a camera', 'faults', index, 'match', 'camera');
  }
});
export type Scenario = z.output<typeof Scenario>;

/** Of the cameras that a description makes. */
export const namesOf = ({ name, count }: Pick<ScenarioCamera, 'name' | 'count'>): string[] =>
  count === 1 ? [name] : Array.from({ length: count }, (_, index) => `${name} ${index + 1}`);
