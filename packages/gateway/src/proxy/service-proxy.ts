import http, { type ClientRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import { ProxyServer, type ServerOptions } from 'http-proxy-3';
import { refuse } from '../answers/answer.ts';
import { send, sendOnSocket } from '../answers/send.ts';
import type { Log } from '../log.ts';
import { bodyTooLong } from '../plugins/request-size-limiting.ts';
import { joinUpstreamPath } from '../routing/upstream-path.ts';
import { limitBody } from './body-limit.ts';
import { type Exchange, type Forwarding, openExchange, takeRetry } from './exchange.ts';
import { prepareForClient, prepareForService } from './headers.ts';
import { targetOf, type Upstreams } from './upstream.ts';
import { tieSockets } from './websocket.ts';

/** Idle connections are dropped before a Node server's own five seconds are over, so that few are found dead. */
const connections = { keepAlive: true, scheduling: 'lifo', maxFreeSockets: 64, timeout: 4_000 } as const;

const RETRY_AFTER_SECONDS = '2';

/** Passes requests and WebSockets on to the services, both ways as the bytes come. */
export class ServiceProxy {
  private readonly proxy = new ProxyServer({ toProxy: true });
  private readonly agents = { 'http:': new http.Agent(connections), 'https:': new https.Agent(connections) };
  private readonly exchanges = new WeakMap<IncomingMessage, Exchange>();

  constructor(
    private readonly upstreams: Upstreams,
    private readonly log: Log,
  ) {
    this.proxy.on('proxyReq', (toService, request, _response, _options, socket) =>
      this.onConnecting(toService, request, socket),
    );
    this.proxy.on('proxyRes', (answer, request, response) => this.onAnswer(answer, request, response));
    // What befalls a client's WebSocket is told here as well; its end is what matters, and `tieSockets` sees to that.
    this.proxy.on('error', () => {});
    this.proxy.on('proxyReqWs', (toService, request, socket) => this.onUpgrading(toService, request, socket));
  }

  forward(request: IncomingMessage, response: ServerResponse, forwarding: Forwarding) {
    const { call } = forwarding;
    const isChunked = request.headers['transfer-encoding'] !== undefined;
    // The proxy library would give these a length of zero and send the body all the same: a request of its own.
    if (isChunked && /^(DELETE|OPTIONS)$/.test(call.method)) {
      const detail = 'Send a Content-Length with a body of this method.';
      send(request, response, refuse({ code: 'request-invalid', detail, requestId: call.requestId }));
      return;
    }
    const exchange = this.open(request, forwarding);
    const stopTooLong = () => {
      send(request, response, bodyTooLong(call), call.toClient);
      exchange.toService?.destroy();
    };
    const body = isChunked && { buffer: limitBody(request, call.bodyLimit, stopTooLong) };
    const options = { ...this.optionsOf(exchange), ...body };
    const attempt = () =>
      this.proxy.web(request, response, options, (error) => {
        // An answer under way ends as the service ends it, even when the rest of the request found no taker.
        if (response.headersSent || response.destroyed) return;
        if (takeRetry(exchange, error)) attempt();
        else send(request, response, this.unavailable(error, exchange), call.toClient);
      });
    attempt();
  }

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer, forwarding: Forwarding) {
    const exchange = this.open(request, forwarding);
    const { agent: _, ...options } = this.optionsOf(exchange);
    const before = socket.bytesWritten;
    this.proxy.ws(request, socket, head, options, (error) => {
      if (socket.bytesWritten > before || !socket.writable) return;
      sendOnSocket(socket, this.unavailable(error, exchange), exchange.call.toClient);
    });
  }

  close() {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }

  private open(request: IncomingMessage, forwarding: Forwarding): Exchange {
    const exchange = openExchange(request, forwarding);
    const { address, call, match } = forwarding;
    const { matchedLength, route, service } = match;
    const stripped = route.strip_path ? address.path.slice(0, matchedLength) : undefined;
    prepareForService(request, call, address.path, stripped);
    const path = joinUpstreamPath({
      servicePath: service.path,
      requestPath: address.path,
      matchedLength,
      stripPath: route.strip_path,
    });
    request.url = path + address.search;
    this.exchanges.set(request, exchange);
    return exchange;
  }

  private optionsOf({ match: { service, route } }: Exchange): ServerOptions {
    const target = targetOf(service, this.upstreams);
    const agent = this.agents[target.protocol];
    return { target, agent, changeOrigin: !route.preserve_host, proxyTimeout: service.read_timeout };
  }

  private onConnecting(toService: ClientRequest, request: IncomingMessage, socket: Socket) {
    const exchange = this.exchanges.get(request);
    if (exchange === undefined) return;
    exchange.toService = toService;
    const { connect_timeout: connectMs, read_timeout: readMs } = exchange.match.service;
    toService.once('timeout', () => {
      exchange.gaveUp ??= { why: `no sign of life for ${readMs} ms`, silent: true };
    });
    if (!socket.connecting) return;
    const timer = setTimeout(() => {
      exchange.gaveUp = { why: `no connection within ${connectMs} ms`, silent: false };
      toService.destroy();
    }, connectMs);
    const stop = () => clearTimeout(timer);
    socket.once('connect', stop);
    toService.once('close', stop);
  }

  private onAnswer(answer: IncomingMessage, request: IncomingMessage, response: ServerResponse) {
    const exchange = this.exchanges.get(request);
    if (exchange === undefined) return;
    prepareForClient(answer.headers, exchange.call.toClient);
    answer.headers.connection = response.shouldKeepAlive ? 'keep-alive' : 'close';
    // A service that breaks off in the middle must not look like the end of the body.
    answer.once('close', () => {
      if (!answer.complete) response.destroy();
    });
  }

  private onUpgrading(toService: ClientRequest, request: IncomingMessage, socket: Socket) {
    const exchange = this.exchanges.get(request);
    if (exchange === undefined) return;
    const idleMs = exchange.match.service.read_timeout;
    toService.setTimeout(idleMs, () => {
      exchange.gaveUp = { why: `no answer to the upgrade within ${idleMs} ms`, silent: true };
      toService.destroy();
    });
    socket.once('close', () => toService.destroy());
    toService.once('upgrade', (answer, fromService) => {
      Object.assign(answer.headers, exchange.call.toClient);
      tieSockets(socket, fromService, idleMs);
    });
  }

  private unavailable(error: Error, { match, call: { requestId }, gaveUp }: Exchange) {
    const { name } = match.service;
    this.log({
      level: 'warn',
      message: `${name} does not answer: ${gaveUp?.why ?? error.message}`,
      requestId,
    });
    const detail = gaveUp?.silent
      ? `The ${name} service took the request but has not answered: it may be waiting for the VMS, the database or its disk. Try again in a moment; if it stays, have an administrator look at its /health/ready and log.`
      : `The ${name} service can't be reached: it may just be starting again. Try again in a moment; if it stays, have an administrator check that it runs.`;
    return refuse({
      code: 'service-unavailable',
      detail,
      requestId,
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    });
  }
}
