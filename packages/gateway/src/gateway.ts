import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type Answer, refuse } from './answers/answer.ts';
import { send, sendOnSocket } from './answers/send.ts';
import type { Log } from './log.ts';
import type { PluginChains } from './plugins/chain.ts';
import type { Call } from './plugins/plugin.ts';
import type { Forwarding } from './proxy/exchange.ts';
import { hostOf } from './proxy/headers.ts';
import type { ServiceProxy } from './proxy/service-proxy.ts';
import { parseRequestPath } from './routing/request-path.ts';
import type { Router } from './routing/router.ts';
import type { FileServer } from './static/dashboard-files.ts';

/** The service whose files the gateway may serve by itself. */
export const DASHBOARD = 'dashboard';

interface Parts {
  router: Router;
  plugins: PluginChains;
  proxy: ServiceProxy;
  serveFile: FileServer | undefined;
  log: Log;
}

/** What becomes of one request: route, plugins, then the service or an answer of our own. */
export class Gateway {
  constructor(private readonly parts: Parts) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = callOf(request);
    try {
      const decision = await this.decide(request, call);
      if (response.destroyed) return;
      if ('status' in decision) send(request, response, decision, call.toClient);
      else if (this.isFile(decision)) this.sendFile(request, response, decision);
      else this.parts.proxy.forward(request, response, decision);
    } catch (error) {
      send(request, response, this.failure(error, call), call.toClient);
    }
  }

  async handleUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const call = callOf(request);
    try {
      const decision = isWebSocket(request) ? await this.decide(request, call) : onlyWebSockets(call);
      if (socket.destroyed) return;
      if ('status' in decision) sendOnSocket(socket, decision, call.toClient);
      else if (this.isFile(decision)) sendOnSocket(socket, nothingHere(call), call.toClient);
      else this.parts.proxy.upgrade(request, socket, head, decision);
    } catch (error) {
      sendOnSocket(socket, this.failure(error, call), call.toClient);
    }
  }

  private async decide(request: IncomingMessage, call: Call): Promise<Answer | Forwarding> {
    const address = parseRequestPath(request.url ?? '/');
    if (address === undefined) {
      const detail = 'The address is not a plain path: write it without dot segments and odd characters.';
      return refuse({ code: 'request-invalid', detail, requestId: call.requestId });
    }
    const { path } = address;
    const match = this.parts.router.match({ method: call.method, host: hostOf(call.headers.host), path });
    const answer = await this.parts.plugins.access(match?.route, call);
    if (answer !== undefined) return answer;
    return match === undefined ? nothingHere(call) : { match, call, address };
  }

  private isFile({ match }: Forwarding) {
    return this.parts.serveFile !== undefined && match.service.name === DASHBOARD;
  }

  private sendFile(request: IncomingMessage, response: ServerResponse, { call, address }: Forwarding) {
    for (const [name, value] of Object.entries(call.toClient)) {
      if (value !== undefined) response.setHeader(name, value);
    }
    request.url = address.path;
    this.parts.serveFile?.(request, response, call.requestId);
  }

  private failure(error: unknown, { requestId }: Call) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.parts.log({ level: 'error', message, requestId });
    const detail = 'The gateway could not handle the request. Give this id to your administrator.';
    return refuse({ code: 'internal', detail, requestId });
  }
}

function callOf({ method = 'GET', headers, socket }: IncomingMessage): Call {
  const clientAddress = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const requestId = randomUUID();
  return {
    method,
    headers,
    clientAddress,
    requestId,
    toService: {},
    toClient: {},
    bodyLimit: Number.POSITIVE_INFINITY,
  };
}

const isWebSocket = ({ method, headers }: IncomingMessage) =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

const onlyWebSockets = ({ requestId }: Call) =>
  refuse({ code: 'request-invalid', detail: 'A connection can only become a WebSocket.', requestId });

const nothingHere = ({ requestId }: Call) =>
  refuse({ code: 'not-found', detail: 'No part of Playhead answers at this address.', requestId });
