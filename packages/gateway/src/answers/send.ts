import { type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Answer } from './answer.ts';

/** Gives an answer to an ordinary request. `headers` are what the plugins add to every answer of the route. */
export function send(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  headers: OutgoingHttpHeaders = {},
) {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, {
    ...answer.headers,
    ...headers,
    'x-content-type-options': 'nosniff',
    'content-length': Buffer.byteLength(answer.body),
  });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

/** Gives an answer to a refused upgrade and ends the connection. */
export function sendOnSocket(socket: Duplex, answer: Answer, headers: OutgoingHttpHeaders = {}) {
  const all = {
    ...answer.headers,
    ...headers,
    'content-length': Buffer.byteLength(answer.body),
    connection: 'close',
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${String(value)}`);
  const head = [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`, ...lines].join('\r\n');
  socket.end(`${head}\r\n\r\n${answer.body}`, () => socket.destroy());
}
