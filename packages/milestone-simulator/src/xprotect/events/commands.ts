import { z } from 'zod';
import { Filter } from './camera-event.ts';

const commandId = z.int();

/** What a client sends (protocol reference §6). */
export const Command = z.discriminatedUnion('command', [
  z.object({ command: z.literal('authenticate'), commandId, token: z.string() }),
  z.object({
    command: z.literal('startSession'),
    commandId,
    sessionId: z.string().default(''),
    eventId: z.string().default(''),
  }),
  z.object({ command: z.literal('addSubscription'), commandId, filters: z.array(Filter) }),
  z.object({ command: z.literal('removeSubscription'), commandId, subscriptionId: z.string() }),
  z.object({ command: z.literal('getState'), commandId }),
]);
export type Command = z.output<typeof Command>;

/** `undefined` for anything else. */
export function readCommand(text: string): Command | undefined {
  try {
    return Command.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
