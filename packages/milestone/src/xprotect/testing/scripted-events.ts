import type http from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';

const Command = z.looseObject({ command: z.string(), commandId: z.int() });
type Command = z.output<typeof Command>;

/** An event as the VMS writes it. */
export const event = (id: string, deviceId: string, type: string) => ({
  specversion: '1.0',
  id,
  source: `cameras/${deviceId}`,
  type,
  time: '2026-03-01T12:00:00Z',
  stategroupid: '53b40c77-cf48-42a2-a432-db65ae3afc7a',
});

/** The events WebSocket of a scripted VMS: new sessions, subscriptions and states, unless the test says otherwise. */
export class ScriptedEvents {
  states: object[] = [];
  /** Instead of taking the next upgrades: a status each. */
  readonly refusals: (string | number)[] = [];
  /** What is answered instead, by command; `undefined` leaves it unanswered. */
  readonly answers = new Map<string, (command: Command) => object | undefined>();
  readonly commands: Command[] = [];
  readonly upgrades: http.IncomingMessage[] = [];
  readonly open = new Set<WebSocket>();
  #sessions = 0;

  constructor(server: http.Server, sockets: { autoPong: boolean }) {
    const accepting = new WebSocketServer({ noServer: true, ...sockets });
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      this.upgrades.push(request);
      const refusal = this.refusals.shift();
      if (refusal !== undefined) socket.end(`HTTP/1.1 ${refusal}\r\nContent-Length: 0\r\n\r\n`);
      else accepting.handleUpgrade(request, socket, head, (client) => this.#accept(client));
    });
  }

  /** Pushes events to who listens. */
  push(...events: object[]): void {
    this.write(JSON.stringify({ events }));
  }

  write(text: string): void {
    for (const client of this.open) client.send(text);
  }

  /** Breaks the connections off. */
  breakOff(): void {
    for (const client of this.open) client.terminate();
  }

  /** Of a kind of command, oldest first. */
  asked(name: string): Command[] {
    return this.commands.filter(({ command }) => command === name);
  }

  #accept(client: WebSocket): void {
    this.open.add(client);
    client.on('close', () => this.open.delete(client));
    client.on('message', (data) => this.#take(client, data));
  }

  #take(client: WebSocket, data: RawData): void {
    const command = Command.parse(JSON.parse(String(data)));
    this.commands.push(command);
    const scripted = this.answers.get(command.command);
    const answer = scripted === undefined ? this.#usual(command) : scripted(command);
    if (answer !== undefined) client.send(JSON.stringify({ commandId: command.commandId, ...answer }));
  }

  #usual({ command }: Command): object {
    if (command === 'getState') return { status: 200, states: this.states };
    if (command === 'addSubscription') return { status: 200, subscriptionId: 'sub-1' };
    this.#sessions += 1;
    return { status: 201, sessionId: `session-${this.#sessions}`, inactiveTimeoutSeconds: 30 };
  }
}
