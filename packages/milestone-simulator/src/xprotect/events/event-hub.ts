import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { SECOND } from '../../history/slots.ts';
import { type CameraEvent, type Filter, isWanted } from './camera-event.ts';
import type { CameraState } from './camera-states.ts';

/** How long a session outlives its connection, in seconds (protocol reference §6). */
export const RESUMABLE_SECONDS = 30;
/** How often the cameras are looked at while somebody listens, in ms. */
const LOOK_MS = 200;
/** Events that can be replayed. */
const MOST_REMEMBERED = 10_000;

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

/** Notices what happens to the cameras by looking at them, and tells the sessions. */
export class EventHub {
  private readonly sessions = new Map<string, EventSession>();
  private readonly connections = new Set<() => void>();
  private events: CameraEvent[] = [];
  private last = new Map<string, CameraEvent>();
  private look: () => readonly CameraState[] = () => [];
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly clock: Clock) {}

  /** Where it looks. */
  observe(look: () => readonly CameraState[]): void {
    this.look = look;
  }

  /** The session to go on with, where it has not been given up; otherwise a new one. */
  join(sessionId: string): { session: EventSession; isResumed: boolean } {
    const known = this.sessions.get(sessionId);
    if (known !== undefined && !this.isOver(known)) {
      this.notice();
      known.leftAt = Number.POSITIVE_INFINITY;
      return { session: known, isResumed: true };
    }
    if (this.sessions.size === 0) this.last = new Map();
    const session = new EventSession();
    this.notice();
    this.sessions.set(session.id, session);
    this.timer ??= setInterval(() => this.notice(), LOOK_MS).unref();
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
    this.notice();
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
    clearInterval(this.timer);
    this.timer = undefined;
    this.disconnect();
    this.sessions.clear();
    this.events = [];
    this.last = new Map();
  }

  private notice(): void {
    const isFirst = this.last.size === 0;
    const news: CameraEvent[] = [];
    for (const { cameraId, type, stateGroup } of this.look()) {
      const key = `${cameraId}/${stateGroup}`;
      if (this.last.get(key)?.type === type) continue;
      const event = this.event(cameraId, type, stateGroup);
      this.last.set(key, event);
      if (!isFirst) news.push(event);
    }
    if (news.length > 0) this.tell(news);
    for (const session of this.sessions.values()) if (this.isOver(session)) this.sessions.delete(session.id);
    if (this.sessions.size > 0 || isFirst) return;
    clearInterval(this.timer);
    this.timer = undefined;
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
