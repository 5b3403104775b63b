import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ApiError } from './api-error.ts';

/** Some clients name a JSON body and send none, for calls that need none. */
export function acceptEmptyJson(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => {
      if (body.length === 0) return undefined;
      try {
        return JSON.parse(body);
      } catch {
        throw new ApiError(400, 'The body is not JSON.');
      }
    },
  );
}

/** Forms, read leniently: some clients do not encode what they send (protocol reference §1.5). */
export function acceptForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
}
