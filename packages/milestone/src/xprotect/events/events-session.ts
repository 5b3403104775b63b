import type { Clock } from '../../clock.ts';
import { type Rejectable, tokenRejected } from '../../session/with-token.ts';
import type { EventsConnection } from './events-connection.ts';
import { type CameraEvent, eventTypes, SessionAnswer, StateAnswer, SubscriptionAnswer } from './wire.ts';

/** How long the VMS keeps a session whose connection broke, unless it says otherwise (protocol reference §6). */
const RESUMABLE_MS = 30_000;

const everyCamera = {
  modifier: 'include',
  resourceTypes: ['cameras'],
  sourceIds: ['*'],
  eventTypes,
};

/** `states` is missing where the session goes on and what was missed comes as events. */
export interface Begun {
  isResumed: boolean;
  states?: readonly CameraEvent[];
}

/** What outlives a connection: the session, and the last event that was heard of. */
export class EventsSession {
  #sessionId = '';
  #eventId = '';
  #brokeAt = 0;
  #resumableMs = RESUMABLE_MS;

  constructor(private readonly clock: Clock) {}

  /**
   * Goes on with the session where the VMS still has it, else begins one with a subscription to every camera. With
   * `wantsStates` they are told in either case.
   */
  async begin(
    connection: EventsConnection,
    { wantsStates }: { wantsStates: boolean },
    signal: AbortSignal,
  ): Promise<Rejectable<Begun>> {
    const isOver = this.clock.now() - this.#brokeAt >= this.#resumableMs;
    const [sessionId, eventId] = isOver ? ['', ''] : [this.#sessionId, this.#eventId];
    const started = await connection.ask('startSession', { sessionId, eventId }, SessionAnswer, signal);
    if (started === tokenRejected) return tokenRejected;
    this.#resumableMs = (started.inactiveTimeoutSeconds ?? RESUMABLE_MS / 1000) * 1000;
    const isResumed = started.sessionId === sessionId;
    // Without an event to go on from nobody knows what was missed.
    if (isResumed && eventId !== '' && !wantsStates) return { isResumed };
    if (!isResumed) {
      this.#eventId = '';
      this.#sessionId = started.sessionId;
      const subscription = { filters: [everyCamera], subscriptionId: '' };
      const added = await connection.ask('addSubscription', subscription, SubscriptionAnswer, signal);
      if (added === tokenRejected) return tokenRejected;
    }
    const told = await connection.ask('getState', {}, StateAnswer, signal);
    return told === tokenRejected ? tokenRejected : { isResumed, states: told.states };
  }

  heard({ id }: CameraEvent): void {
    this.#eventId = id;
  }

  /** The connection broke; from now on the VMS counts. */
  broke(): void {
    this.#brokeAt = this.clock.now();
  }

  /** The next connection begins a new one. */
  forget(): void {
    this.#sessionId = '';
    this.#eventId = '';
  }
}
