import type { FastifyRequest } from 'fastify';
import type { Simulation } from '../../simulation.ts';
import { SoapFault } from '../soap/soap-fault.ts';

/** A recorder takes the session token in the body, and nothing else (protocol reference §3.7). */
export const withSessionToken =
  ({ xprotect }: Simulation) =>
  (_request: FastifyRequest, { token }: Record<string, unknown>): void => {
    if (typeof token !== 'string' || token === '') throw new SoapFault('No token supplied', { sub: 1 });
    if (!xprotect.vmsTokens.isValid(token)) throw new SoapFault('Token invalid', { sub: 2 });
  };
