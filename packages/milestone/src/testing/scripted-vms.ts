import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SeenRequest {
  /** Such as `GET /cameras`. */
  route: string;
  query: URLSearchParams;
  token: string | undefined;
  headers: IncomingMessage['headers'];
  body: unknown;
  socket: Socket;
}

export type Handler = (response: ServerResponse, request: SeenRequest) => void;

const ROOT = '/api/rest/v1';

export const json =
  (body: unknown, status = 200, headers: http.OutgoingHttpHeaders = {}): Handler =>
  (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

/** A VMS on a free port that answers as the test says. Login, refresh and the check of tokens come with it. */
export class ScriptedVms {
  readonly seen: SeenRequest[] = [];
  readonly tokens = new Set<string>();
  expiresIn = 3600;
  readonly #always = new Map<string, Handler>();
  readonly #next = new Map<string, Handler[]>();
  readonly #server = http.createServer((request, response) => void this.#answer(request, response));
  #issued = 0;

  static async start() {
    const vms = new ScriptedVms();
    await vms.listen(0);
    return vms;
  }

  /** On this port; 0 is any free one. */
  async listen(port: number) {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  /** Until `listen` nobody is there. */
  async stopListening() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  get url() {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The scripted VMS does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** From now on, requests to `route` get this answer. */
  on(route: string, handler: Handler) {
    this.#always.set(route, handler);
  }

  /** The next requests to `route` get these answers, one each. */
  once(route: string, ...handlers: Handler[]) {
    this.#next.set(route, [...(this.#next.get(route) ?? []), ...handlers]);
  }

  calls(route: string) {
    return this.seen.filter((request) => request.route === route);
  }

  expireTokens() {
    this.tokens.clear();
  }

  close() {
    return this.stopListening();
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', this.url);
    const route = `${request.method} ${url.pathname.replace(ROOT, '')}`;
    const token = request.headers.authorization?.replace('Bearer ', '');
    const { headers, socket } = request;
    const received = await text(request);
    const body: unknown = received === '' ? undefined : JSON.parse(received);
    const seen = { route, query: url.searchParams, token, headers, body, socket };
    this.seen.push(seen);
    const handler = this.#next.get(route)?.shift() ?? this.#guard(seen) ?? this.#always.get(route);
    (handler ?? this.#builtIn(route))(response, seen);
  }

  #guard({ route, token }: SeenRequest): Handler | undefined {
    if (route === 'POST /login') return undefined;
    return this.tokens.has(token ?? '') ? undefined : json({ error: 'token expired' }, 401);
  }

  #builtIn(route: string): Handler {
    if (route !== 'POST /login' && route !== 'POST /login/refresh') return json({ error: 'unknown' }, 404);
    this.#issued += 1;
    const token = `token-${this.#issued}`;
    this.tokens.add(token);
    return json({ token, expires_in: this.expiresIn });
  }
}
