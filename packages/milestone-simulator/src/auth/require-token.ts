import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import type { Simulation } from '../simulation.ts';

/** Answers 401 to every call of this scope that brings no token in force. */
export function requireToken(app: FastifyInstance, { tokens }: Simulation): void {
  app.addHook('onRequest', async (request) => {
    const token = bearerToken(request);
    if (token === undefined)
      throw new ApiError(401, 'Send the token of a login: Authorization: Bearer <token>.');
    if (!tokens.isValid(token)) throw new ApiError(401, 'The token is unknown or has expired. Log in again.');
  });
}

export function bearerToken({ headers }: FastifyRequest): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1];
}
