import type { FastifyInstance } from 'fastify';
import { Fault } from '../faults/faults.ts';
import { validate } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';
import { reset, stateOf } from './control.ts';

/** `/_sim`: what a test or a developer does to the simulator. */
export function controlRoutes(routes: FastifyInstance, simulation: Simulation): void {
  routes.get('/state', async () => stateOf(simulation));

  routes.post('/faults', async (request, reply) => {
    const fault = simulation.faults.add(validate(Fault, request.body));
    return reply.status(201).send(fault);
  });

  routes.delete('/faults', async (_request, reply) => {
    simulation.faults.clear();
    return reply.status(204).send();
  });

  routes.post('/expire-tokens', async (_request, reply) => {
    simulation.tokens.expireAll();
    return reply.status(204).send();
  });

  routes.post('/reset', async (_request, reply) => {
    await reset(simulation);
    return reply.status(204).send();
  });
}
