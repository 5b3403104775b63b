import { once } from 'node:events';
import { WebSocket } from 'ws';
import { z } from 'zod';

const Event = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  time: z.string(),
  stategroupid: z.string(),
});
export type ReceivedEvent = z.infer<typeof Event>;
const Answer = z.object({
  commandId: z.int(),
  status: z.int(),
  sessionId: z.string().optional(),
  subscriptionId: z.string().optional(),
  states: z.array(Event).optional(),
  error: z.object({ errorText: z.string() }).optional(),
});
const Push = z.object({ events: z.array(Event) });

/** A client of the events WebSocket. */
export class EventsClient {
  private readonly frames: unknown[] = [];
  private commands = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      socket.emit('frame');
    });
  }

  /** Without a token, `authenticate` has to follow. */
  static async open(url: string, token?: string): Promise<EventsClient> {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const socket = new WebSocket(`${url.replace('http', 'ws')}/API/ws/events/v1/`, { headers });
    const client = new EventsClient(socket);
    await once(socket, 'open');
    return client;
  }

  /** Sends a command and resolves with its answer; events may come before it. */
  async ask(command: string, fields: object = {}) {
    const commandId = this.commands;
    this.commands += 1;
    this.write(JSON.stringify({ command, commandId, ...fields }));
    return this.next((frame) => {
      const answer = Answer.safeParse(frame).data;
      return answer?.commandId === commandId ? answer : undefined;
    });
  }

  write(text: string): void {
    this.socket.send(text);
  }

  /** The next events that were pushed. */
  events(): Promise<ReceivedEvent[]> {
    return this.next((frame) => Push.safeParse(frame).data?.events);
  }

  /** Resolves with the code once the connection is over. */
  async closed(): Promise<number> {
    const [code] = await once(this.socket, 'close');
    return z.int().parse(code);
  }

  /** Breaks the connection off. */
  async breakOff(): Promise<void> {
    const closed = once(this.socket, 'close');
    this.socket.terminate();
    await closed;
  }

  private async next<T>(find: (frame: unknown) => T | undefined): Promise<T> {
    for (;;) {
      for (const [index, frame] of this.frames.entries()) {
        const found = find(frame);
        if (found === undefined) continue;
        this.frames.splice(index, 1);
        return found;
      }
      await once(this.socket, 'frame');
    }
  }
}
