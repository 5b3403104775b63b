import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { addFaultHooks } from '../../faults/fault-hooks.ts';
import { answerErrors } from '../../http/answer-errors.ts';
import { bareFastify } from '../../http/bare-fastify.ts';
import { inUrl } from '../../net/hosts.ts';
import { Listener } from '../../net/listener.ts';
import type { Tls } from '../../net/tls.ts';
import type { Simulation } from '../../simulation.ts';
import { MalformedRequestError } from '../image-server/requests.ts';
import { ImageServerSession } from '../image-server/session.ts';
import { normalizedPath } from '../normalized-path.ts';
import type { RecordingServer } from '../recording-servers.ts';
import { acceptXml } from '../soap/accept-xml.ts';
import { soapRoutes } from '../soap/soap-service.ts';
import { recorderCommandService } from './recorder-command.service.ts';
import { recorderStatusService } from './recorder-status.service.ts';

export interface RecorderServerOptions {
  host: string;
  /** By which name or address clients come. */
  publicHost: string;
  /** 0 takes any free one. */
  port: number;
  tls: Tls | undefined;
  log: (line: string) => void;
}

/** A recorder that listens: SOAP over HTTP and the ImageServer protocol, told apart by the first byte (§5.2). */
export class RecorderServer {
  private constructor(
    private readonly listener: Listener,
    private readonly closeHttp: () => Promise<void>,
  ) {}

  /** @throws the listen error (`EADDRINUSE`). */
  static async start(
    simulation: Simulation,
    server: RecordingServer,
    { host, publicHost, port, tls, log }: RecorderServerOptions,
  ): Promise<RecorderServer> {
    // Made when it is first spoken to: a large site has many recorders.
    let soap: Promise<FastifyInstance> | undefined;
    const soapServer = () => {
      soap ??= createSoapServer(simulation, server, log);
      return soap;
    };
    const http = (socket: Duplex) => {
      soapServer().then(
        (app) => {
          app.server.emit('connection', socket);
          socket.resume();
        },
        (error: unknown) => socket.destroy(error instanceof Error ? error : undefined),
      );
    };
    const images = (socket: Duplex) => {
      new ImageServerSession(simulation, server, socket).serve().catch((error: unknown) => {
        if (!(error instanceof MalformedRequestError) && !socket.destroyed)
          log(`A recorder failed: ${error}`);
        socket.destroy();
      });
    };
    const listener = await Listener.start({
      host,
      port,
      tls,
      name: server.number,
      faults: simulation.faults,
      connections: simulation.connections,
      accept: (socket) => {
        if (server.isDown) socket.destroy();
        else byFirstByte(socket, { http, images });
      },
    });
    server.dropConnections = () => listener.dropConnections();
    server.webServerUri = `${tls ? 'https' : 'http'}://${inUrl(publicHost)}:${listener.port}/`;
    return new RecorderServer(listener, async () => (await soap)?.close());
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    await this.listener.close();
    await this.closeHttp();
  }
}

async function createSoapServer(
  simulation: Simulation,
  server: RecordingServer,
  log: (line: string) => void,
): Promise<FastifyInstance> {
  const app = bareFastify(({ url = '/' }) => normalizedPath(url));
  acceptXml(app);
  answerErrors(app, log);
  addFaultHooks(app, simulation);
  soapRoutes(app, simulation, recorderCommandService(simulation, server));
  soapRoutes(app, simulation, recorderStatusService(simulation, server));
  await app.ready();
  return app;
}

type Taker = (socket: Duplex) => void;

function byFirstByte(socket: Duplex, { http, images }: { http: Taker; images: Taker }): void {
  // A client that hangs up is nothing to tell; whoever waits for it sees the close.
  socket.on('error', () => socket.destroy());
  socket.once('data', (first: Buffer) => {
    socket.pause();
    socket.unshift(first);
    if (first[0] === '<'.charCodeAt(0)) images(socket);
    else http(socket);
  });
}
