import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { ApiError } from '../../http/api-error.ts';
import { toIso } from '../../http/validate.ts';

/** A kind of event that a client may trigger. */
export interface UserDefinedEvent {
  readonly id: string;
  readonly name: string;
}

/** An event that was triggered. */
export interface TriggeredEvent {
  readonly id: string;
  readonly type: string;
  readonly time: string;
}

/** Those of a new site (protocol reference §3.1). */
const builtIn: readonly UserDefinedEvent[] = [
  { id: '85867627-b287-4439-9e55-a63701e1715b', name: 'RequestStartRecording' },
  { id: '77b1e70d-ba8d-4bb8-9ee8-43b09746d82a', name: 'RequestStopRecording' },
  { id: '7605f8b0-7f5f-4432-b223-0bb2dc3f1f5c', name: 'RequestPlayAudio' },
];

/** User-defined events, and what was triggered of them, newest first. No rule reacts to any. */
export class UserDefinedEvents {
  private kinds = builtIn;
  private triggered: readonly TriggeredEvent[] = [];

  constructor(private readonly clock: Clock) {}

  list(): readonly UserDefinedEvent[] {
    return this.kinds;
  }

  /** @throws ApiError 404 */
  get(id: string): UserDefinedEvent {
    const kind = this.kinds.find((one) => one.id === id.toLowerCase());
    if (kind === undefined) throw new ApiError(404, `Device not found. userDefinedEvents/${id}`);
    return kind;
  }

  create(name: string): UserDefinedEvent {
    const kind = { id: randomUUID(), name };
    this.kinds = [...this.kinds, kind];
    return kind;
  }

  /** @throws ApiError 404 */
  rename(id: string, name: string): UserDefinedEvent {
    const kind = this.get(id);
    const renamed = { ...kind, name };
    this.kinds = this.kinds.map((one) => (one === kind ? renamed : one));
    return renamed;
  }

  /** @throws ApiError 404 */
  remove(id: string): void {
    const kind = this.get(id);
    this.kinds = this.kinds.filter((one) => one !== kind);
  }

  /** @throws ApiError 400 where there is no such kind. */
  trigger(type: string): TriggeredEvent {
    const kind = this.kinds.find(({ id }) => id === type.toLowerCase());
    if (kind === undefined) throw new ApiError(400, `The type ${type} is no user-defined event.`);
    const event = { id: randomUUID(), type: kind.id, time: toIso(this.clock.now().getTime()) };
    this.triggered = [event, ...this.triggered];
    return event;
  }

  events(): readonly TriggeredEvent[] {
    return this.triggered;
  }

  reset(): void {
    this.kinds = builtIn;
    this.triggered = [];
  }
}
