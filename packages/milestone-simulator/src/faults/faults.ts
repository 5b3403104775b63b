import {
  type CallFault,
  type ConnectionFault,
  Fault,
  type FaultInput,
  isOfConnection,
  usedOnce,
} from './fault.ts';
import { Holds } from './holds.ts';
import { type Call, matches } from './match.ts';

/** Where a connection comes in: the gateway's port, or a recorder's by its number. */
export type Port = 'gateway' | number;

type CallFaultOf<K extends CallFault['kind']> = Extract<CallFault, { kind: K }>;

/** The faults that wait for their calls and connections, in the order in which they were asked for. */
export class Faults {
  readonly holds = new Holds();
  private waiting: readonly Fault[] = [];

  /** @throws ZodError when it is no fault. */
  add(fault: FaultInput): Fault {
    const added = Fault.parse(fault);
    this.waiting = [...this.waiting, added];
    return added;
  }

  clear(): void {
    this.waiting = [];
    this.holds.clear();
  }

  /** The faults not used up, each with the number of calls or connections it is still good for. */
  list(): readonly Fault[] {
    return this.waiting;
  }

  /** Uses up one call of the first fault of each kind that matches. */
  take(call: Call) {
    return {
      status: this.takeOne(call, 'status'),
      delay: this.takeOne(call, 'delay'),
      slow: this.takeOne(call, 'slow'),
      drop: this.takeOne(call, 'drop'),
      reset: this.takeOne(call, 'reset'),
      stall: this.takeOne(call, 'stall'),
    };
  }

  /** Every fault whose turn it is with a new connection. */
  takeConnection(port: Port): ConnectionFault[] {
    const struck: ConnectionFault[] = [];
    this.waiting = this.waiting.flatMap((fault): Fault[] => {
      if (!isOfConnection(fault) || !isFor(fault, port)) return [fault];
      const { connection } = fault;
      if (connection.nth > 1) return [{ ...fault, connection: { ...connection, nth: connection.nth - 1 } }];
      struck.push(fault);
      const count = usedOnce(connection.count);
      return count === undefined ? [] : [{ ...fault, connection: { ...connection, count } }];
    });
    return struck;
  }

  private takeOne<K extends CallFault['kind']>(call: Call, kind: K): CallFaultOf<K> | undefined {
    const isOfKind = (fault: Fault): fault is CallFaultOf<K> => !isOfConnection(fault) && fault.kind === kind;
    const found = this.waiting.filter(isOfKind).find(({ match }) => matches(match, call));
    if (found === undefined) return undefined;
    const calls = usedOnce(found.calls);
    this.waiting = this.waiting.flatMap((fault) => {
      if (fault !== found) return [fault];
      return calls === undefined ? [] : [{ ...found, calls }];
    });
    return found;
  }
}

function isFor({ connection: { to } }: ConnectionFault, port: Port): boolean {
  return to === undefined || to === port || (to === 'recorders' && port !== 'gateway');
}
