import { STATUS_CODES } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import { whenClosed } from '../http/when-closed.ts';
import type { Simulation } from '../simulation.ts';
import { Harm } from './harm.ts';
import { harmedBody } from './harmed-body.ts';
import type { Call } from './match.ts';

const harms = new WeakMap<FastifyRequest, Harm>();

/** Counts the calls of the contract and lets the faults loose on them, after the token was checked. */
export function addFaultHooks(app: FastifyInstance, simulation: Simulation): void {
  app.addHook('onRequest', async (request) => {
    const { operation } = request.routeOptions.config;
    if (operation) simulation.counters.countCall(operation);
  });

  app.addHook('preHandler', async (request, reply) => {
    const { operation } = request.routeOptions.config;
    if (operation) await strike(simulation, request, reply, { operation, cameraId: cameraIn(request) });
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const harm = harms.get(request);
    if (harm === undefined) return payload;
    return harmedBody(payload, { harm, socket: request.raw.socket, closed: whenClosed(reply) });
  });
}

/**
 * Lets the faults that wait for a call loose on it.
 *
 * @throws ApiError with the status that was asked for.
 */
export async function strike(
  { faults }: Simulation,
  request: FastifyRequest,
  reply: FastifyReply,
  call: Call,
): Promise<void> {
  const { status, delay, ...transport } = faults.take(call);
  const harm = Harm.of(Object.values(transport));
  if (harm) harms.set(request, harm);
  await faults.holds.pass(call, () => whenClosed(reply));
  if (delay) await pause(delay.delayMs, reply);
  if (status) {
    const text = `A fault was asked for: ${STATUS_CODES[status.status] ?? status.status}.`;
    const { retryAfterSeconds, body } = status;
    throw new ApiError(status.status, text, { retryAfterSeconds, body });
  }
}

/** Ends early, by rejection, when the caller hangs up. */
async function pause(delayMs: number, reply: FastifyReply): Promise<void> {
  await wait(delayMs, undefined, { signal: whenClosed(reply) });
}

function cameraIn({ params }: FastifyRequest): string | undefined {
  const hasId = typeof params === 'object' && params !== null && 'id' in params;
  return hasId && typeof params.id === 'string' ? params.id : undefined;
}
