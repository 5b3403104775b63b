import { z } from 'zod';
import { Match } from './match.ts';

const whole = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const error = `accepts a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/** How many calls or connections a fault strikes. */
const Count = z.union([z.int().min(1), z.literal('all')], { error: 'accepts a whole number from 1, or all' });
export type Count = z.infer<typeof Count>;

const bytes = { afterBytes: whole(0) };
const delay = { kind: z.literal('delay'), delayMs: whole(0, 600_000) };
/** No faster than this. */
const slow = { kind: z.literal('slow'), bytesPerSecond: whole(1) };
/** Ends properly, too early. */
const drop = { kind: z.literal('drop'), ...bytes };
/** Ends as if the other side had forgotten it (RST). */
const reset = { kind: z.literal('reset'), ...bytes };
/** Stays open, and nothing comes any more. */
const stall = { kind: z.literal('stall'), ...bytes };
const kinds = {
  error:
    'accepts status, delay, slow, drop, reset, stall; with connection also refuse, certificate, not status',
};

const byCall = { match: Match.default({}), calls: Count.default(1) };

/** What goes wrong in the next `calls` calls that match. Bytes are those of the answer. */
const CallFault = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...byCall,
      kind: z.literal('status'),
      status: whole(400, 599),
      retryAfterSeconds: whole(0).optional(),
      /** `html`: as a proxy before the VMS answers, not the VMS itself. */
      body: z.enum(['json', 'html']).default('json'),
    }),
    z.strictObject({ ...byCall, ...delay }),
    z.strictObject({ ...byCall, ...slow }),
    z.strictObject({ ...byCall, ...drop }),
    z.strictObject({ ...byCall, ...reset }),
    z.strictObject({ ...byCall, ...stall }),
  ],
  kinds,
);
export type CallFault = z.output<typeof CallFault>;

/** Which connections, counted from when the fault was asked for. */
const byConnection = {
  connection: z.strictObject({
    /** The gateway's port, those of all recorders, or that of one by its number; any unless given. */
    to: z
      .union([z.enum(['gateway', 'recorders']), z.int().min(1)], {
        error: 'accepts gateway, recorders, or the number of a recorder',
      })
      .optional(),
    /** The first that is struck. */
    nth: whole(1).default(1),
    count: Count.default(1),
  }),
};

/** What goes wrong with connections, whatever they carry. Bytes are all that the simulator sends, TLS included. */
const ConnectionFault = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...byConnection, ...delay }),
    z.strictObject({ ...byConnection, ...slow }),
    z.strictObject({ ...byConnection, ...drop }),
    z.strictObject({ ...byConnection, ...reset }),
    z.strictObject({ ...byConnection, ...stall }),
    /** Is reset before anything is said. */
    z.strictObject({ ...byConnection, kind: z.literal('refuse') }),
    /** TLS with a certificate for another name. */
    z.strictObject({ ...byConnection, kind: z.literal('certificate') }),
  ],
  kinds,
);
export type ConnectionFault = z.output<typeof ConnectionFault>;

export type Fault = CallFault | ConnectionFault;
export type FaultInput = z.input<typeof CallFault> | z.input<typeof ConnectionFault>;

/** A fault with a `connection` is one of connections, any other one of calls. */
export const Fault = z.unknown().transform((value, context): Fault => {
  const isForConnections = typeof value === 'object' && value !== null && 'connection' in value;
  const parsed = (isForConnections ? ConnectionFault : CallFault).safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { message, path } of parsed.error.issues) context.addIssue({ code: 'custom', message, path });
  return z.NEVER;
});

export const isOfConnection = (fault: Fault): fault is ConnectionFault => 'connection' in fault;

/** What is left of a count; `undefined` where nothing is. */
export function usedOnce(count: Count): Count | undefined {
  if (count === 'all') return count;
  return count > 1 ? count - 1 : undefined;
}
