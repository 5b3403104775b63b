import { STATUS_CODES } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../http/api-error.ts';
import { whenClosed } from '../http/when-closed.ts';
import type { Simulation } from '../simulation.ts';
import { cutOff } from './cut-off.ts';

/** Counts the calls of the contract and lets the faults loose on them, after the token was checked. */
export function addFaultHooks(app: FastifyInstance, { faults, counters }: Simulation): void {
  const drops = new WeakMap<FastifyRequest, number>();

  app.addHook('onRequest', async (request) => {
    const { operation } = request.routeOptions.config;
    if (operation) counters.countCall(operation);
  });

  app.addHook('preHandler', async (request, reply) => {
    const { operation } = request.routeOptions.config;
    if (!operation) return;
    const { status, delay, drop } = faults.take({ operation, cameraId: cameraIn(request) });
    if (drop) drops.set(request, drop.afterBytes);
    if (delay) await pause(delay.delayMs, reply);
    if (status) {
      const text = `A fault was asked for: ${STATUS_CODES[status.status] ?? status.status}.`;
      throw new ApiError(status.status, text, status.retryAfterSeconds);
    }
  });

  app.addHook('onSend', async (request, _reply, payload) => {
    const afterBytes = drops.get(request);
    return afterBytes === undefined ? payload : cutOff(payload, afterBytes, request.raw.socket);
  });
}

/** Ends early, by rejection, when the caller hangs up. */
async function pause(delayMs: number, reply: FastifyReply): Promise<void> {
  await wait(delayMs, undefined, { signal: whenClosed(reply) });
}

function cameraIn({ params }: FastifyRequest): string | undefined {
  const hasId = typeof params === 'object' && params !== null && 'id' in params;
  return hasId && typeof params.id === 'string' ? params.id : undefined;
}
