import { DomainError } from '@playhead/service-kit';
import type { FastifyReply } from 'fastify';

/**
 * Aborted when the client goes away before it has its answer, also where it has gone already. Its reason is nobody's
 * failure: nothing is logged.
 */
export function whenGone(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  const gone = () =>
    controller.abort(
      new DomainError('request-invalid', { detail: 'The client went away before the answer.' }),
    );
  if (reply.raw.destroyed) gone();
  else reply.raw.once('close', gone);
  return controller.signal;
}
