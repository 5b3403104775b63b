import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toDomainError, toProblem } from './to-problem.ts';

/** Answers whatever is thrown while a request is handled. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(thrown: unknown, host: ArgumentsHost) {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    answerProblem(thrown, request, reply);
  }
}

/** The one place where errors become answers. Only what is our fault is logged as an error. */
export function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
  const error = toDomainError(thrown);

  if (error.code === 'internal') request.log.error({ err: error.cause }, 'request failed');
  else if (error.status >= 500) request.log.warn({ err: error, code: error.code }, 'request failed');

  if (reply.sent || reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  if (error.retryAfterSeconds !== undefined) reply.header('Retry-After', String(error.retryAfterSeconds));
  if (error.status === 401) reply.header('WWW-Authenticate', 'Bearer realm="playhead"');
  reply
    .status(error.status)
    .header('Cache-Control', 'no-store')
    .type('application/problem+json')
    .send(JSON.stringify(toProblem(error, request.id)));
}
