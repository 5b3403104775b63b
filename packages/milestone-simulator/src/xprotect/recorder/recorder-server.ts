import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import Fastify from 'fastify';
import { addFaultHooks } from '../../faults/fault-hooks.ts';
import { answerErrors } from '../../http/answer-errors.ts';
import type { Simulation } from '../../simulation.ts';
import { MalformedRequestError } from '../image-server/requests.ts';
import { ImageServerSession } from '../image-server/session.ts';
import { normalizedPath } from '../normalized-path.ts';
import type { RecordingServer } from '../recording-servers.ts';
import { acceptXml } from '../soap/accept-xml.ts';
import { soapRoutes } from '../soap/soap-service.ts';
import { recorderCommandService } from './recorder-command.service.ts';
import { recorderStatusService } from './recorder-status.service.ts';

/** PEM texts; with them recorders speak TLS. */
export interface TlsIdentity {
  key: string;
  cert: string;
}

export interface RecorderServerOptions {
  host: string;
  /** 0 takes any free one. */
  port: number;
  tls?: TlsIdentity | undefined;
  log: (line: string) => void;
}

/** A recorder that listens: SOAP over HTTP and the ImageServer protocol, told apart by the first byte (§5.2). */
export class RecorderServer {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly listener: Server,
    private readonly closeHttp: () => Promise<void>,
  ) {}

  /** @throws the listen error (`EADDRINUSE`). */
  static async start(
    simulation: Simulation,
    server: RecordingServer,
    { host, port, tls, log }: RecorderServerOptions,
  ): Promise<RecorderServer> {
    let http: HttpServer | undefined;
    const app = Fastify({
      logger: false,
      rewriteUrl: ({ url = '/' }) => normalizedPath(url),
      serverFactory: (handler) => {
        http = createHttpServer(handler);
        return http;
      },
    });
    acceptXml(app);
    answerErrors(app, log);
    addFaultHooks(app, simulation);
    soapRoutes(app, simulation, recorderCommandService(simulation, server));
    soapRoutes(app, simulation, recorderStatusService(simulation, server));
    await app.ready();

    const accept = (socket: Socket) => {
      if (server.isDown) return socket.destroy();
      return recorder.take(socket, {
        http: () => {
          http?.emit('connection', socket);
          socket.resume();
        },
        images: () => new ImageServerSession(simulation, server, socket).serve(),
        log,
      });
    };
    const listener = tls ? createTlsServer(tls, accept) : createServer(accept);
    const recorder = new RecorderServer(listener, () => app.close());
    server.dropConnections = () => recorder.dropConnections();
    listener.listen(port, host);
    await once(listener, 'listening');
    const address = listener.address();
    if (address === null || typeof address === 'string') throw new Error('The recorder has no port.');
    server.webServerUri = `${tls ? 'https' : 'http'}://${host}:${address.port}/`;
    return recorder;
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    const closed = once(this.listener, 'close');
    this.listener.close();
    this.dropConnections();
    await closed;
    await this.closeHttp();
  }

  private dropConnections(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private take(
    socket: Socket,
    { http, images, log }: { http: () => void; images: () => Promise<void>; log: (line: string) => void },
  ): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket));
    // A client that hangs up is nothing to tell; whoever waits for it sees the close.
    socket.on('error', () => socket.destroy());
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      if (first[0] !== '<'.charCodeAt(0)) return http();
      return images().catch((error: unknown) => {
        if (!(error instanceof MalformedRequestError) && !socket.destroyed)
          log(`A recorder failed: ${error}`);
        socket.destroy();
      });
    });
  }
}
