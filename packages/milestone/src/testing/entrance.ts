import { once } from 'node:events';
import net from 'node:net';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { onTestFinished, vi } from 'vitest';

/** A connection as the server has it. */
export interface SeenConnection {
  /** When the server saw it closed, by `performance.now()`. */
  closed: Promise<number>;
}

/**
 * What stands before a scripted VMS, so that a test sees how its connections end; with `isTls` it speaks TLS, which the
 * client does not check. Ends with the test.
 */
export class Entrance {
  /** Connections to come are accepted and never answered, not even with a word of TLS. */
  isDeaf = false;
  readonly #waiting: ((connection: SeenConnection) => void)[] = [];
  readonly #sockets = new Set<net.Socket>();
  readonly #listener = net.createServer((socket) => this.#accept(socket));

  private constructor(
    private readonly behind: number,
    private readonly context: tls.SecureContext | undefined,
  ) {}

  static async to(url: string, isTls: boolean): Promise<Entrance> {
    const entrance = new Entrance(Number(new URL(url).port), isTls ? await anyContext() : undefined);
    if (isTls) vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    entrance.#listener.listen(0, '127.0.0.1');
    await once(entrance.#listener, 'listening');
    onTestFinished(async () => {
      vi.unstubAllEnvs();
      for (const socket of entrance.#sockets) socket.destroy();
      entrance.#listener.close();
      await once(entrance.#listener, 'close');
    });
    return entrance;
  }

  get url(): string {
    const address = this.#listener.address();
    if (address === null || typeof address === 'string') throw new Error('The entrance does not listen.');
    return `${this.context ? 'https' : 'http'}://127.0.0.1:${address.port}`;
  }

  /** The next connection that comes. */
  next(): Promise<SeenConnection> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #accept(raw: net.Socket): void {
    const socket =
      this.context === undefined || this.isDeaf
        ? raw
        : new tls.TLSSocket(raw, { isServer: true, secureContext: this.context });
    this.#sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const closed = new Promise<number>((resolve) => {
      socket.once('close', () => resolve(performance.now()));
    });
    this.#waiting.shift()?.({ closed });
    if (this.isDeaf) {
      socket.resume();
      return;
    }
    const inner = net.connect(this.behind, '127.0.0.1');
    this.#sockets.add(inner);
    inner.on('error', () => inner.destroy());
    socket.pipe(inner).pipe(socket);
    socket.on('close', () => inner.destroy());
    inner.on('close', () => socket.destroy());
  }
}

async function anyContext(): Promise<tls.SecureContext> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'VMS' }], {
    keyType: 'ec',
    algorithm: 'sha256',
  });
  return tls.createSecureContext({ key, cert });
}
