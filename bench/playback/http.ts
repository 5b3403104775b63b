import { Agent, request } from 'node:http';

/** What came back, how fast, and what it weighs. */
export interface Answer {
  status: number;
  body: Buffer;
  /** From the call to its last byte. */
  ms: number;
}

/** Services close connections that are idle for 72 s: one that was about to be closed must not be taken. */
const IDLE_MS = 30_000;
const agent = new Agent({ keepAlive: true, maxSockets: 2_000, maxFreeSockets: 2_000, timeout: IDLE_MS });

export const get = (url: string, token?: string): Promise<Answer> => send('GET', url, token);

export const post = (url: string, token: string | undefined, body: object): Promise<Answer> =>
  send('POST', url, token, JSON.stringify(body));

/** A call whose answer must have come within five minutes. Node's own client, as it costs the least. */
function send(method: string, url: string, token?: string, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const headers = {
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    };
    const call = request(url, { agent, method, headers, signal: AbortSignal.timeout(300_000) }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          body: Buffer.concat(chunks),
          ms: performance.now() - begun,
        }),
      );
    });
    call.once('error', reject);
    call.end(body);
  });
}

export function closeConnections(): void {
  agent.destroy();
}
