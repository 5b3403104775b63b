import { z } from 'zod';
import { Holds } from './holds.ts';
import { type Call, Match, matches } from './match.ts';

const common = { match: Match.default({}), calls: z.int().min(1).default(1) };

/** What goes wrong in the next `calls` calls that match. */
export const Fault = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('status'),
    status: z.int().min(400).max(599),
    retryAfterSeconds: z.int().min(0).optional(),
    /** `html`: as a proxy before the VMS answers, not the VMS itself. */
    body: z.enum(['json', 'html']).default('json'),
  }),
  z.strictObject({ ...common, kind: z.literal('delay'), delayMs: z.int().min(0).max(600_000) }),
  z.strictObject({ ...common, kind: z.literal('drop'), afterBytes: z.int().min(0) }),
]);
export type Fault = z.output<typeof Fault>;
export type FaultInput = z.input<typeof Fault>;
type FaultOf<K extends Fault['kind']> = Extract<Fault, { kind: K }>;

/** The faults that wait for their calls, in the order in which they were asked for. */
export class Faults {
  readonly holds = new Holds();
  private waiting: Fault[] = [];

  /** @throws ZodError when it is no fault. */
  add(fault: FaultInput): Fault {
    const added = Fault.parse(fault);
    this.waiting.push(added);
    return added;
  }

  clear(): void {
    this.waiting = [];
    this.holds.clear();
  }

  /** The faults not used up, each with the number of calls it is still good for. */
  list(): readonly Fault[] {
    return this.waiting;
  }

  /** Uses up one call of the first fault of each kind that matches. */
  take(call: Call) {
    return {
      status: this.takeOne(call, (fault): fault is FaultOf<'status'> => fault.kind === 'status'),
      delay: this.takeOne(call, (fault): fault is FaultOf<'delay'> => fault.kind === 'delay'),
      drop: this.takeOne(call, (fault): fault is FaultOf<'drop'> => fault.kind === 'drop'),
    };
  }

  private takeOne<F extends Fault>(call: Call, isKind: (fault: Fault) => fault is F): F | undefined {
    const found = this.waiting.filter(isKind).find(({ match }) => matches(match, call));
    if (!found) return undefined;
    found.calls -= 1;
    this.waiting = this.waiting.filter(({ calls }) => calls > 0);
    return found;
  }
}
