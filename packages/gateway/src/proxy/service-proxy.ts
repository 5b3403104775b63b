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
import { type Exchange, type Forwarding, openExchange } from './exchange.ts';
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
    this.proxy.on('proxyReqWs', (toService, request, socket) => this.onUpgrading(toService, request, socket));
  }

  forward(request: IncomingMessage, response: ServerResponse, forwarding: Forwarding) {
    // The proxy library would give these a length of zero and send the body all the same: a request of its own.
    if (
      /^(DELETE|OPTIONS)$/.test(request.method ?? '') &&
      request.headers['transfer-encoding'] !== undefined
    ) {
      const detail = 'Send a Content-Length with a body of this method.';
      send(
        request,
        response,
        refuse({ code: 'request-invalid', detail, requestId: forwarding.call.requestId }),
      );
      return;
    }
    const exchange = this.open(request, forwarding);
    const { call } = exchange;
    const body =
      request.headers['transfer-encoding'] !== undefined && Number.isFinite(call.bodyLimit)
        ? limitBody(request, call.bodyLimit, () => {
            send(request, response, bodyTooLong(call), call.toClient);
            exchange.toService?.destroy();
          })
        : undefined;
    const options = { ...this.optionsOf(exchange), ...(body && { buffer: body }) };
    const attempt = () =>
      this.proxy.web(request, response, options, (error) => {
        if (response.headersSent || response.destroyed) response.destroy();
        else if (shouldRetry(error, exchange)) attempt();
        else send(request, response, this.unavailable(error, exchange), call.toClient);
      });
    attempt();
  }

  upgrade(request: IncomingMessage, socket: Socket, head: Buffer, forwarding: Forwarding) {
    const exchange = this.open(request, forwarding);
    const { agent: _, ...options } = this.optionsOf(exchange);
    this.proxy.ws(request, socket, head, options, (error) => {
      if (socket.bytesWritten === 0 && socket.writable) {
        sendOnSocket(socket, this.unavailable(error, exchange), exchange.call.toClient);
      }
    });
  }

  close() {
    for (const agent of Object.values(this.agents)) agent.destroy();
  }

  private open(request: IncomingMessage, forwarding: Forwarding): Exchange {
    const exchange = openExchange(request, forwarding);
    const { match, address } = forwarding;
    const { strip_path: stripPath } = match.route;
    const stripped = address.path.slice(0, match.matchedLength);
    prepareForService(request, forwarding.call, address.path, stripPath ? stripped : undefined);
    const requestPath = address.path;
    const { path: servicePath } = match.service;
    const { matchedLength } = match;
    request.url = joinUpstreamPath({ servicePath, requestPath, matchedLength, stripPath }) + address.search;
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
    if (!socket.connecting) return;
    const { connect_timeout: timeout, name } = exchange.match.service;
    const giveUp = () =>
      toService.destroy(new Error(`${name} did not accept the connection in ${timeout} ms`));
    const timer = setTimeout(giveUp, timeout);
    const stop = () => clearTimeout(timer);
    socket.once('connect', stop);
    toService.once('close', stop);
  }

  private onAnswer(answer: IncomingMessage, request: IncomingMessage, response: ServerResponse) {
    const exchange = this.exchanges.get(request);
    if (exchange === undefined) return;
    prepareForClient(answer.headers, exchange.call.toClient);
    answer.headers.connection = exchange.lastOnConnection ? 'close' : 'keep-alive';
    // A service that breaks off in the middle must not look like the end of the body.
    answer.once('close', () => {
      if (!answer.complete) response.destroy();
    });
  }

  private onUpgrading(toService: ClientRequest, request: IncomingMessage, socket: Socket) {
    const exchange = this.exchanges.get(request);
    if (exchange === undefined) return;
    const idleMs = exchange.match.service.read_timeout;
    toService.setTimeout(idleMs, () =>
      toService.destroy(new Error(`no answer to the upgrade in ${idleMs} ms`)),
    );
    socket.once('close', () => toService.destroy());
    toService.once('upgrade', (answer, fromService) => {
      Object.assign(answer.headers, exchange.call.toClient);
      tieSockets(socket, fromService, idleMs);
    });
  }

  private unavailable(error: Error, { match, call }: Exchange) {
    const { name } = match.service;
    this.log({
      level: 'warn',
      message: `${name} does not answer: ${error.message}`,
      requestId: call.requestId,
    });
    return refuse({
      code: 'service-unavailable',
      detail: `The ${name} service does not answer. Try again in a moment.`,
      requestId: call.requestId,
      headers: { 'retry-after': RETRY_AFTER_SECONDS },
    });
  }
}

/** A kept connection that the service had just closed: nothing was asked yet, so asking again is safe. */
function shouldRetry(error: Error, exchange: Exchange) {
  const foundDead =
    'code' in error && error.code === 'ECONNRESET' && exchange.toService?.reusedSocket === true;
  if (!foundDead || exchange.retriesLeft === 0) return false;
  exchange.retriesLeft -= 1;
  return true;
}
