import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { Command } from './commands.ts';
import { readCommand } from './commands.ts';
import { type EventHub, type EventSession, RESUMABLE_SECONDS } from './event-hub.ts';

/** RFC 6455 §7.4.1: what came can't be understood. */
const UNSUPPORTED_DATA = 1003;

type StartSession = Extract<Command, { command: 'startSession' }>;

interface EventsConnectionOptions {
  hub: EventHub;
  isValid: (token: string) => boolean;
  /** Whether the upgrade itself carried a token that is in force. */
  isAuthenticated: boolean;
}

/** One client of the events WebSocket. A token counts only when it is shown: one that expires later cuts nothing. */
export class EventsConnection {
  private session: EventSession | undefined;
  private isAuthenticated: boolean;

  constructor(
    private readonly socket: WebSocket,
    private readonly options: EventsConnectionOptions,
  ) {
    this.isAuthenticated = options.isAuthenticated;
    const forget = options.hub.connected(() => socket.terminate());
    socket.on('message', (data) => this.take(String(data)));
    socket.on('error', () => socket.terminate());
    socket.once('close', () => {
      forget();
      // Another connection may have resumed the session meanwhile.
      if (this.session?.send === this.send) options.hub.leave(this.session);
    });
  }

  private readonly send = (events: readonly object[]) => this.write({ events });

  private take(text: string): void {
    const command = readCommand(text);
    if (command === undefined) this.socket.close(UNSUPPORTED_DATA);
    else if (command.command === 'startSession') this.start(command);
    else this.write({ commandId: command.commandId, ...this.answer(command) });
  }

  private start({ commandId, sessionId, eventId }: StartSession): void {
    if (!this.isAuthenticated) {
      this.write({ commandId, ...notAuthenticated });
      return;
    }
    const { hub } = this.options;
    const { session, isResumed } = hub.join(sessionId);
    this.session = session;
    session.send = this.send;
    const answer = { sessionId: session.id, inactiveTimeoutSeconds: RESUMABLE_SECONDS };
    this.write({ commandId, status: isResumed ? 200 : 201, ...answer });
    const missed = isResumed ? hub.since(session, eventId) : [];
    if (missed.length > 0) this.send(missed);
  }

  private answer(command: Exclude<Command, StartSession>): { status: number; [field: string]: unknown } {
    if (command.command === 'authenticate') return this.authenticate(command.token);
    if (!this.isAuthenticated) return notAuthenticated;
    const { session } = this;
    if (session === undefined) return refusal(400, 'There is no session.');
    switch (command.command) {
      case 'addSubscription': {
        const subscriptionId = randomUUID();
        session.subscriptions.set(subscriptionId, command.filters);
        return { status: 200, subscriptionId };
      }
      case 'removeSubscription': {
        const isKnown = session.subscriptions.delete(command.subscriptionId);
        return isKnown ? { status: 200 } : refusal(404, 'There is no such subscription.');
      }
      case 'getState':
        return { status: 200, states: this.options.hub.states(session) };
    }
  }

  private authenticate(token: string) {
    const [, bearer = ''] = /^Bearer +(\S+)$/i.exec(token) ?? [];
    if (!this.options.isValid(bearer)) return refusal(401, 'The token is not in force.');
    this.isAuthenticated = true;
    return { status: 200 };
  }

  private write(frame: object): void {
    if (this.socket.readyState === this.socket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}

const refusal = (status: number, errorText: string) => ({ status, error: { errorText } });

const notAuthenticated = refusal(401, 'Authentication is required.');
