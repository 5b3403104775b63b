import type { FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { ApiError, bareErrorBody, errorBody } from './api-error.ts';

/** Maps what goes wrong to the VMS's envelope. `log` takes a line for each failure that is the simulator's own. */
export function answerErrors(app: FastifyInstance, log: (line: string) => void): void {
  app.setNotFoundHandler((_request, reply) => sendError(reply, new ApiError(404, 'There is no such call.')));
  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    if (error instanceof ApiError) return sendError(reply, error);
    const status = error.statusCode ?? 500;
    if (status < 500) return sendError(reply, new ApiError(status, error.message));
    if (!reply.raw.destroyed) log(`The simulator failed: ${error.stack ?? error.message}`);
    return sendError(reply, new ApiError(500, 'The simulator failed; its output tells why.'));
  });
}

function sendError(reply: FastifyReply, error: ApiError) {
  const { retryAfterSeconds, textId, property, body } = error.more;
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds);
  reply.status(error.status);
  if (body === 'html') {
    const page = `<html><head><title>${error.status}</title></head><body><h1>${error.message}</h1></body></html>`;
    return reply.type('text/html').send(page);
  }
  if (body === 'bare')
    return reply.type('application/json').send(bareErrorBody(error.status, error.message, property));
  return reply.type('application/json').send(errorBody(error.status, error.message, textId));
}
