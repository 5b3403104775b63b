import { once } from 'node:events';
import { LiveMessage } from '@playhead/contracts';
import { WebSocket } from 'ws';

/** A client of `/ws` that remembers all it was told. */
export class LiveProbe {
  readonly messages: LiveMessage[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      this.messages.push(LiveMessage.parse(JSON.parse(String(data))));
    });
  }

  /** Opens and says hello; resolves with the first answer there. */
  static async open(serviceUrl: string, token: string, lastEventId?: string): Promise<LiveProbe> {
    const socket = new WebSocket(`${serviceUrl.replace('http', 'ws')}/ws`);
    const probe = new LiveProbe(socket);
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'authenticate', token, lastEventId }));
    await probe.until(() => probe.messages.length > 0);
    return probe;
  }

  /** Opens, says hello and is sent away: with which code. */
  static async knock(serviceUrl: string, token: string): Promise<unknown> {
    const socket = new WebSocket(`${serviceUrl.replace('http', 'ws')}/ws`);
    await once(socket, 'open');
    const closed = once(socket, 'close');
    socket.send(JSON.stringify({ type: 'authenticate', token }));
    return (await closed)[0];
  }

  /** Every event so far, in the order it came. */
  get events() {
    return this.messages.filter((message) => 'id' in message);
  }

  get ids(): string[] {
    return this.events.map(({ id }) => id);
  }

  /** Waits for the message that makes it so; the test's own time limit ends what never comes. */
  async until(reached: () => boolean): Promise<void> {
    while (!reached()) await once(this.socket, 'message');
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }
}
