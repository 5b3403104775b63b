import type { IncomingMessage } from 'node:http';
import { streamHeaders } from '@playhead/contracts';
import type { FastifyReply } from 'fastify';

const relayed = [
  ...['Content-Type', 'Content-Length', 'Cache-Control', 'Retry-After', 'WWW-Authenticate'],
  ...['Accept-Ranges', 'Content-Range', 'Content-Disposition', 'ETag', 'Last-Modified', 'X-Accel-Buffering'],
  ...Object.values(streamHeaders),
];

/** Answers what another instance answers, as it comes in. */
export async function relay(reply: FastifyReply, answer: IncomingMessage): Promise<void> {
  for (const name of relayed) {
    const value = answer.headers[name.toLowerCase()];
    if (value !== undefined) reply.header(name, value);
  }
  await reply.status(answer.statusCode ?? 502).send(answer);
}
