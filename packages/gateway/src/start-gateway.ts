import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Socket } from 'node:net';
import type { KongConfig } from '@playhead/kong-admin-client';
import { drain } from './drain.ts';
import { Gateway } from './gateway.ts';
import { answerHealth } from './health.ts';
import type { Log } from './log.ts';
import { PluginChains } from './plugins/chain.ts';
import { ServiceProxy } from './proxy/service-proxy.ts';
import type { Upstreams } from './proxy/upstream.ts';
import { Router } from './routing/router.ts';
import { serveDashboard } from './static/dashboard-files.ts';

export interface GatewayOptions {
  /** The routing table, from `loadKongConfig`. */
  config: KongConfig;
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Where services really listen, by name; the others are where the table says. */
  upstreams?: Upstreams;
  /** The built dashboard; its files are then served in place of the `dashboard` service. */
  dashboardDirectory?: string;
  now?: () => Date;
  log?: Log;
}

export interface RunningGateway {
  /** `http://host:port` */
  url: string;
  port: number;
  /** Takes no new requests, lets those under way finish for `drainMs`, then cuts what is left. */
  close: (drainMs?: number) => Promise<void>;
}

/** Starts the embedded gateway; ready when it resolves. @throws the listening error, such as EADDRINUSE. */
export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { config, host, port, upstreams = new Map(), dashboardDirectory, log = () => {} } = options;
  const proxy = new ServiceProxy(upstreams, log);
  const gateway = new Gateway({
    router: new Router(config),
    plugins: await PluginChains.create(config, options.now ?? (() => new Date())),
    serveFile: dashboardDirectory === undefined ? undefined : serveDashboard(dashboardDirectory),
    proxy,
    log,
  });
  const upgraded = new Set<Socket>();
  let draining = false;
  const server = createServer({ keepAliveTimeout: 65_000 });
  server.on('request', (request, response) => {
    if (draining) response.shouldKeepAlive = false;
    response.once('close', () => {
      if (draining) setImmediate(() => server.closeIdleConnections());
    });
    if (!answerHealth(request, response, draining)) void gateway.handle(request, response);
  });
  server.on('upgrade', (request, socket: Socket, head) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    // A client that vanishes is no fault of ours; what it leaves behind is cleaned up on close.
    socket.on('error', () => socket.destroy());
    void gateway.handleUpgrade(request, socket, head);
  });
  server.listen(port, host);
  await once(server, 'listening');
  const listeningPort = portOf(server);
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${listeningPort}`,
    port: listeningPort,
    close: async (drainMs = 0) => {
      draining = true;
      await drain(server, upgraded, drainMs);
      proxy.close();
    },
  };
}

function portOf(server: Server) {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
