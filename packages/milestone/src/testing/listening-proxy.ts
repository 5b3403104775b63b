import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** What the proxy does to an answer: hands it on, breaks it off in the middle, or quotes the request as a refusal. */
export type ProxyManner = 'honest' | 'broken' | 'quoting';

const COOKIE = 'cookie-of-the-vms-0123456789';
/** How tokens stand in answers of either dialect. */
const TOKENS = /"(?:access_)?token":\s*"([^"]+)"|<Token>([^<]+)<\/Token>/g;

/** Stands before a VMS, and knows every secret that passes. Ends with the test. */
export class ListeningProxy {
  manner: ProxyManner = 'honest';
  readonly secrets = new Set<string>([COOKIE]);
  readonly #server = http.createServer((request, response) => void this.#pass(request, response));

  private constructor(private readonly behind: string) {}

  static async before(behind: string): Promise<ListeningProxy> {
    const proxy = new ListeningProxy(behind);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    onTestFinished(() => {
      proxy.#server.closeAllConnections();
      proxy.#server.close();
    });
    return proxy;
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The proxy does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const sent = await buffer(request);
    response.setHeader('Set-Cookie', `session=${COOKIE}`);
    if (this.manner === 'quoting') {
      const error = `Not allowed: ${headers.authorization ?? ''} Cookie: session=${COOKIE} ${headers.authorization?.replace('Bearer ', '')} ${sent}`;
      response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }));
      return;
    }
    const { 'accept-encoding': _, ...plain } = headers;
    const asked = http.request(this.behind + url, { method, headers: { ...plain, connection: 'close' } });
    response.on('close', () => asked.destroy());
    asked.on('error', () => response.destroy());
    asked.on('response', (answer) => void this.#answer(answer, response));
    asked.end(sent);
  }

  async #answer(answer: IncomingMessage, response: ServerResponse): Promise<void> {
    const { statusCode = 500, headers } = answer;
    const type = headers['content-type'] ?? '';
    response.writeHead(statusCode, { 'Content-Type': type });
    if (/^(?:video|image)/.test(type)) {
      pipeline(answer, response, () => undefined);
      return;
    }
    const body = await buffer(answer);
    for (const [, token = '', session = ''] of body.toString().matchAll(TOKENS)) {
      this.secrets.add(token || session);
    }
    response.end(this.manner === 'broken' ? body.subarray(0, Math.ceil(body.length * 0.8)) : body);
  }
}
