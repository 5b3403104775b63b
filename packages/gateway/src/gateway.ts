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
    const decision = await this.decide(request, call);
    if (response.destroyed) return;
    if ('status' in decision) {
      send(request, response, decision, call.toClient);
    } else if (this.parts.serveFile !== undefined && decision.match.service.name === DASHBOARD) {
      for (const [name, value] of Object.entries(call.toClient)) {
        if (value !== undefined) response.setHeader(name, value);
      }
      request.url = decision.address.path;
      this.parts.serveFile(request, response, call.requestId);
    } else {
      this.parts.proxy.forward(request, response, decision);
    }
  }

  async handleUpgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    const call = callOf(request);
    const decision = await this.decide(request, call);
    if (socket.destroyed) return;
    if ('status' in decision) {
      sendOnSocket(socket, decision, call.toClient);
    } else if (!isWebSocket(request)) {
      const detail = 'A connection can only be upgraded to a WebSocket.';
      sendOnSocket(socket, refuse({ code: 'request-invalid', detail, requestId: call.requestId }));
    } else if (this.parts.serveFile !== undefined && decision.match.service.name === DASHBOARD) {
      sendOnSocket(socket, nothingHere(call), call.toClient);
    } else {
      this.parts.proxy.upgrade(request, socket, head, decision);
    }
  }

  private async decide(request: IncomingMessage, call: Call): Promise<Answer | Forwarding> {
    try {
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
    } catch (error) {
      const { requestId } = call;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.parts.log({ level: 'error', message, requestId });
      const detail = 'The gateway could not handle the request. Give this id to your administrator.';
      return refuse({ code: 'internal', detail, requestId });
    }
  }
}

function callOf({ method = 'GET', headers, socket }: IncomingMessage): Call {
  const clientAddress = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
  const requestId = randomUUID();
  return { method, headers, clientAddress, requestId, toService: {}, toClient: {}, bodyLimit: Infinity };
}

const isWebSocket = ({ method, headers }: IncomingMessage) =>
  method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket';

const nothingHere = ({ requestId }: Call) =>
  refuse({ code: 'not-found', detail: 'No part of Playhead answers at this address.', requestId });
