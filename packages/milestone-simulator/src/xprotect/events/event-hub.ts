import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { SECOND } from '../../history/slots.ts';
import { type CameraEvent, type Filter, isWanted } from './camera-event.ts';
import type { CameraState } from './camera-states.ts';

/** How long a session outlives its connection, in seconds (protocol reference §6). */
export const RESUMABLE_SECONDS = 30;
/** Events that can be replayed. */
const MOST_REMEMBERED = 10_000;

/** Where the hub hears how cameras are. */
export interface StateSource {
  look(): readonly CameraState[];
  /** Tells how cameras are whenever that may have changed, until what is returned is called. */
  follow(changed: (states: readonly CameraState[]) => void): () => void;
}

/** Who listens: events arrive while connected, and are made up for when resumed in time. */
export class EventSession {
  readonly id = randomUUID();
  readonly subscriptions = new Map<string, readonly Filter[]>();
  send: ((events: readonly CameraEvent[]) => void) | undefined;
  /** Epoch ms. */
  leftAt = Number.POSITIVE_INFINITY;

  wants(event: CameraEvent): boolean {
    return [...this.subscriptions.values()].some((filters) => isWanted(filters, event));
  }
}

/** Hears what happens to the cameras while there are sessions, and tells them. */
export class EventHub {
  private readonly sessions = new Map<string, EventSession>();
  private readonly connections = new Set<() => void>();
  private events: CameraEvent[] = [];
  private last = new Map<string, CameraEvent>();
  private source: StateSource = { look: () => [], follow: () => () => undefined };
  private unfollow: (() => void) | undefined;

  constructor(private readonly clock: Clock) {}

  /** Where it hears of them. */
  observe(source: StateSource): void {
    this.source = source;
  }

  /** The session to go on with, where it has not been given up; otherwise a new one. */
  join(sessionId: string): { session: EventSession; isResumed: boolean } {
    const known = this.sessions.get(sessionId);
    if (known !== undefined && !this.isOver(known)) {
      this.notice(this.source.look());
      known.leftAt = Number.POSITIVE_INFINITY;
      return { session: known, isResumed: true };
    }
    if (this.unfollow === undefined) this.last = new Map();
    const session = new EventSession();
    this.sessions.set(session.id, session);
    this.notice(this.source.look());
    this.unfollow ??= this.source.follow((states) => this.notice(states));
    return { session, isResumed: false };
  }

  leave(session: EventSession): void {
    session.send = undefined;
    session.leftAt = this.now();
  }

  /** What a session wants of what happened after an event. Of an event that is not known any more, all that is. */
  since(session: EventSession, eventId: string): CameraEvent[] {
    const index = this.events.findIndex(({ id }) => id === eventId);
    return this.events.slice(index + 1).filter((event) => session.wants(event));
  }

  /** The states that a session wants. */
  states(session: EventSession): CameraEvent[] {
    this.notice(this.source.look());
    return [...this.last.values()].filter((event) => session.wants(event));
  }

  /** `hangUp` is called when all are to be disconnected; call what is returned once it is over by itself. */
  connected(hangUp: () => void): () => void {
    this.connections.add(hangUp);
    return () => this.connections.delete(hangUp);
  }

  /** Hangs up on everybody, as a gateway that is recycled does. Sessions can be resumed. */
  disconnect(): void {
    for (const hangUp of this.connections) hangUp();
  }

  /** Forgets sessions and events. */
  reset(): void {
    this.stop();
    this.disconnect();
    this.sessions.clear();
    this.events = [];
    this.last = new Map();
  }

  private stop(): void {
    this.unfollow?.();
    this.unfollow = undefined;
  }

  private notice(states: readonly CameraState[]): void {
    const isFirst = this.last.size === 0;
    const news: CameraEvent[] = [];
    for (const { cameraId, type, stateGroup } of states) {
      const key = `${cameraId}/${stateGroup}`;
      if (this.last.get(key)?.type === type) continue;
      const event = this.event(cameraId, type, stateGroup);
      this.last.set(key, event);
      if (!isFirst) news.push(event);
    }
    if (news.length > 0) this.tell(news);
    for (const session of this.sessions.values()) if (this.isOver(session)) this.sessions.delete(session.id);
    if (this.sessions.size === 0) this.stop();
  }

  private tell(news: readonly CameraEvent[]): void {
    this.events = [...this.events, ...news].slice(-MOST_REMEMBERED);
    for (const session of this.sessions.values()) {
      const wanted = news.filter((event) => session.wants(event));
      if (wanted.length > 0) session.send?.(wanted);
    }
  }

  private event(cameraId: string, type: string, stategroupid: string): CameraEvent {
    const time = new Date(this.now()).toISOString();
    return { specversion: '1.0', id: randomUUID(), source: `cameras/${cameraId}`, type, time, stategroupid };
  }

  private isOver({ leftAt }: EventSession): boolean {
    return this.now() >= leftAt + RESUMABLE_SECONDS * SECOND;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
