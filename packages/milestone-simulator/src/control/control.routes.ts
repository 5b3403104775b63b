import type { FastifyInstance } from 'fastify';
import { CameraPath } from '../cameras/camera.routes.ts';
import { Fault } from '../faults/fault.ts';
import { SECOND } from '../history/slots.ts';
import { ApiError } from '../http/api-error.ts';
import { validate } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';
import { CameraEdit, editCamera, StateEdit } from './camera-edit.ts';
import { ClockAdvance, ClockEdit } from './clock-edit.ts';
import { addFault, expireTokens, reset, setRecorderDown, stateOf } from './control.ts';
import { RecorderEdit, RecorderPath } from './recorder-edit.ts';

/** `/_sim`: what a test or a developer does to the simulator. */
export function controlRoutes(routes: FastifyInstance, simulation: Simulation): void {
  routes.get('/state', async () => stateOf(simulation));

  routes.post('/faults', async (request, reply) => {
    const fault = addFault(simulation, validate(Fault, request.body));
    return reply.status(201).send(fault);
  });

  routes.get('/certificate', async (_request, reply) => {
    const { certificate } = simulation;
    if (certificate === undefined) throw new ApiError(404, 'TLS is not spoken. Start with --tls.');
    return reply.type('application/x-pem-file').send(certificate);
  });

  routes.delete('/faults', async (_request, reply) => {
    simulation.faults.clear();
    return reply.status(204).send();
  });

  routes.post('/cameras/:id/state', async (request, reply) => {
    editCamera(simulation, validate(CameraPath, request.params).id, validate(StateEdit, request.body));
    return reply.status(204).send();
  });

  routes.patch('/cameras/:id', async (request, reply) => {
    editCamera(simulation, validate(CameraPath, request.params).id, validate(CameraEdit, request.body));
    return reply.status(204).send();
  });

  routes.post('/events/disconnect', async (_request, reply) => {
    simulation.xprotect.events.disconnect();
    return reply.status(204).send();
  });

  routes.put('/clock', async (request, reply) => {
    simulation.clock.set(validate(ClockEdit, request.body));
    return reply.status(204).send();
  });

  routes.post('/clock/advance', async (request, reply) => {
    simulation.clock.advance(validate(ClockAdvance, request.body).seconds * SECOND);
    return reply.status(204).send();
  });

  routes.put('/recorders/:number', async (request, reply) => {
    const { number } = validate(RecorderPath, request.params);
    setRecorderDown(simulation, number, validate(RecorderEdit, request.body).down);
    return reply.status(204).send();
  });

  routes.delete('/cameras/:id', async (request, reply) => {
    simulation.cameras.remove(validate(CameraPath, request.params).id);
    return reply.status(204).send();
  });

  routes.post('/expire-tokens', async (_request, reply) => {
    expireTokens(simulation);
    return reply.status(204).send();
  });

  routes.post('/reset', async (_request, reply) => {
    await reset(simulation);
    return reply.status(204).send();
  });
}
