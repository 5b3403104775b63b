import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { TLSSocket } from 'node:tls';
import type { Faults, Port } from '../faults/faults.ts';
import { Harm } from '../faults/harm.ts';
import { HarmedSocket } from './harmed-socket.ts';
import type { OpenConnections } from './open-connections.ts';
import { carriedBy } from './raw-sockets.ts';
import type { Tls } from './tls.ts';

export interface ListenerOptions {
  host: string;
  /** 0 takes any free one. */
  port: number;
  /** Which of the simulated VMS's ports it is, for the faults of connections. */
  name: Port;
  faults: Faults;
  connections: OpenConnections;
  /** With it TLS is spoken. */
  tls?: Tls | undefined;
  /** Takes a connection, decrypted. */
  accept: (socket: Duplex) => void;
}

/** A port that takes connections, with TLS or without, and has the faults of connections strike them. */
export class Listener {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly options: ListenerOptions) {
    this.server = createServer((socket) => {
      const { connections, name } = options;
      this.sockets.add(socket);
      connections.opened(name);
      socket.once('close', () => {
        this.sockets.delete(socket);
        connections.closed(name);
      });
      // A client that hangs up is nothing to tell; whoever waits for it sees the close.
      socket.on('error', () => socket.destroy());
      void this.take(socket).catch(() => socket.destroy());
    });
  }

  /** @throws the listen error (`EADDRINUSE`). */
  static async start(options: ListenerOptions): Promise<Listener> {
    const listener = new Listener(options);
    listener.server.listen(options.port, options.host);
    await once(listener.server, 'listening');
    return listener;
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('The socket has no port.');
    return address.port;
  }

  dropConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Takes no more connections and ends those there are. */
  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.dropConnections();
    await closed;
  }

  private async take(socket: Socket): Promise<void> {
    const { faults, name, tls, accept } = this.options;
    const struck = faults.takeConnection(name);
    const has = (kind: string) => struck.some((fault) => fault.kind === kind);
    if (has('refuse')) {
      socket.resetAndDestroy();
      return;
    }
    for (const fault of struck) if (fault.kind === 'delay') await wait(fault.delayMs);
    const harm = Harm.of(struck);
    const carrier = harm === undefined ? socket : carriedBy(new HarmedSocket(socket, harm), socket);
    if (tls === undefined) return accept(carrier);
    const secureContext = has('certificate') ? await tls.contextForAnotherName() : tls.context;
    const secure = carriedBy(new TLSSocket(carrier, { isServer: true, secureContext }), socket);
    accept(secure);
  }
}
