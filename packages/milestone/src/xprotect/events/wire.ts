import { z } from 'zod';

/** What the events WebSocket sends (protocol reference §6). Unknown fields are ignored. */

const Guid = z.string().transform((text) => text.toLowerCase());

/** `source` is the address of a resource, such as `cameras/<id>`. */
export const CameraEvent = z.object({ id: z.string(), source: Guid, type: Guid });
export type CameraEvent = z.output<typeof CameraEvent>;

/** To the command with this id. */
const Answer = z.looseObject({ commandId: z.int(), status: z.int(), events: z.never().optional() });
export type Answer = z.output<typeof Answer>;

/** An answer, what is pushed, or something that releases to come may send. */
export const Frame = z.union([
  Answer,
  z.object({ events: z.array(CameraEvent), commandId: z.never().optional() }),
  z.object({ commandId: z.never().optional(), events: z.never().optional() }),
]);

export const Refusal = z.object({ error: z.object({ errorText: z.string() }) });

/** Which session it is tells whether the old one goes on; `status` says it too, 200 or 201. */
export const SessionAnswer = z.object({
  sessionId: z.string().min(1),
  inactiveTimeoutSeconds: z.number().positive().optional().catch(undefined),
});
export const SubscriptionAnswer = z.object({});
export const StateAnswer = z.object({ states: z.array(CameraEvent) });

/** The types of events that are listened for. */
const types = {
  communicationStarted: 'dd3e6464-7dc0-405a-a92f-6150587563e8',
  communicationStopped: '0ee90664-2924-42a0-a816-4129d0ecabdc',
  communicationError: 'a334af1c-4b4b-4957-9e5f-ab8ca07feab6',
  recordingStarted: '4577f552-765a-438c-bc7d-e5ff1f754bc3',
  recordingStopped: '79a94f89-92de-4fca-8a43-5561d407423d',
} as const;

export const eventTypes: readonly string[] = Object.values(types);

/** What an event says of a camera. That it is not `connected` leaves open why. */
export type Word = { connected: boolean; recording?: never } | { recording: boolean; connected?: never };

const words = new Map<string, Word>([
  [types.communicationStarted, { connected: true }],
  [types.communicationStopped, { connected: false }],
  [types.communicationError, { connected: false }],
  [types.recordingStarted, { recording: true }],
  [types.recordingStopped, { recording: false }],
]);

/** `undefined` for what is not listened for. */
export function wordOf({ source, type }: CameraEvent): { deviceId: string; word: Word } | undefined {
  const [, deviceId] = /^cameras\/([\w-]+)$/.exec(source) ?? [];
  const word = words.get(type);
  return deviceId === undefined || word === undefined ? undefined : { deviceId, word };
}
