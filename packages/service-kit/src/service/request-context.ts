import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { clientAddressOf } from './client-address.ts';

/** Who asks, as far as the wire tells. */
interface RequestContext {
  id: string;
  /** Of the browser, as the gateway names it. */
  clientAddress: string;
}

const requests = new AsyncLocalStorage<RequestContext | undefined>();

/** The request being answered; `undefined` in work that nobody asked for. */
export const currentRequest = () => requests.getStore();

/** Begins work that outlives the request in which it is begun, and belongs to nobody's request: timers, batches. */
export const withoutRequest = <T>(work: () => T): T => requests.run(undefined, work);

/** Its id goes with every call to the VMS that it causes. */
export const currentRequestId = () => currentRequest()?.id;

/** The gateway's id for the request, or a new one when it sent none (or something else than an id). */
export function requestIdOf({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Runs each request inside its own context and tells the client its id. */
export function followRequests(fastify: FastifyInstance) {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id);
    requests.run({ id: request.id, clientAddress: clientAddressOf(request.raw) }, done);
  });
}

/** One line for each answer; health and metrics stay out of the way. */
export function logRequests(fastify: FastifyInstance) {
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const level = /^\/(health|metrics)/.test(route) ? 'trace' : 'info';
    const { method } = request;
    const durationMs = Math.round(reply.elapsedTime);
    request.log[level]({ method, route, status: reply.statusCode, durationMs }, 'answered');
    done();
  });
}
