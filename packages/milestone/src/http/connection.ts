import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { openEvent, openSocket } from './open-socket.ts';
import { type RawAnswer, WholeReading } from './whole-reading.ts';

/** What a connection to a server shares with the others to the same one. */
export interface Server {
  /** Its address; what is behind the port does not matter. */
  uri: string;
  /** How to go on with TLS where the last connection ended, without a full handshake. */
  tlsSession?: Buffer;
}

/** Deadlines belong to calls, and readers of video may be as slow as they like. */
const withoutTimeouts = { headersTimeout: 0, bodyTimeout: 0 };

/** One connection to a server of the VMS, for one request at a time. It opens with the first; without one it rests for seconds and closes. */
export class Connection {
  readonly #client: Client;
  #opening: Socket | undefined;

  constructor(private readonly server: Server) {
    this.#client = new Client(new URL(server.uri).origin, {
      ...withoutTimeouts,
      connect: (_, done) => this.#open(done),
    });
  }

  /** @throws the reason of `destroy`, or what the network or the parser says. */
  whole(request: Dispatcher.DispatchOptions): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#client.dispatch(request, new WholeReading(resolve, reject));
    });
  }

  /** An answer whose body is on its way. @throws as `whole` */
  open(request: Dispatcher.DispatchOptions): Promise<Dispatcher.ResponseData> {
    return this.#client.request(request);
  }

  /** Closes it at once, whatever is under way. */
  async destroy(reason: Error | null = null): Promise<void> {
    const closed = this.#client.destroy(reason);
    this.#opening?.destroy(reason ?? new Error('The connection is no longer wanted.'));
    await closed;
  }

  #open(done: (...result: [null, Socket] | [Error, null]) => void): void {
    const { server } = this;
    const socket = openSocket(server.uri, {
      overTls: { ALPNProtocols: ['http/1.1'], session: server.tlsSession },
    });
    this.#opening = socket;
    const settle = () => {
      this.#opening = undefined;
      socket.off('error', failed);
    };
    const failed = (error: Error) => {
      settle();
      done(error, null);
    };
    socket.once('error', failed);
    socket.once(openEvent(socket), () => {
      settle();
      done(null, socket);
    });
    socket.on('session', (session: Buffer) => {
      server.tlsSession = session;
    });
  }
}
