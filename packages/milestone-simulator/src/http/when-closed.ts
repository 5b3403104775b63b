import type { FastifyReply } from 'fastify';

/** Aborts when the connection is done with: the answer is out, or the client hung up. */
export function whenClosed(reply: FastifyReply): AbortSignal {
  const closed = new AbortController();
  if (reply.raw.destroyed) closed.abort();
  else reply.raw.once('close', () => closed.abort());
  return closed.signal;
}
