import type { FastifyInstance } from 'fastify';

/** Lets bodies in SOAP's media types through as text. */
export function acceptXml(app: FastifyInstance): void {
  const types = ['text/xml', 'application/xml', 'application/soap+xml'];
  app.addContentTypeParser(types, { parseAs: 'string' }, async (_request: unknown, body: string) => body);
}
