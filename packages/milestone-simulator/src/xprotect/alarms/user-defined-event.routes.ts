import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CameraPath } from '../../cameras/camera.routes.ts';
import { ApiError } from '../../http/api-error.ts';
import { validate } from '../../http/validate.ts';
import type { Simulation } from '../../simulation.ts';
import { QueryParameters, select } from '../config/collection-query.ts';
import type { UserDefinedEvent } from './user-defined-events.ts';

const Named = z.object({ name: z.string().min(1) });
const Triggered = z.object({ type: z.string() });

/** User-defined events and their triggering (protocol reference §2.1, §7.3). */
export function userDefinedEventRoutes(api: FastifyInstance, { xprotect }: Simulation): void {
  const { userDefinedEvents: kinds } = xprotect;
  const idOf = (params: unknown) => validate(CameraPath, params).id;

  api.get('/userdefinedevents', async (request) => ({
    array: select(kinds.list().map(resource), validate(QueryParameters, request.query)),
  }));
  api.get('/userdefinedevents/:id', async ({ params }) => ({ data: resource(kinds.get(idOf(params))) }));

  api.post('/userdefinedevents', async (request, reply) => {
    const made = resource(kinds.create(validate(Named, request.body).name));
    const path = made.relations.self;
    return reply.status(201).send({ result: { ...made, state: 'Success', path } });
  });

  for (const method of ['PUT', 'PATCH'] as const) {
    api.route({
      method,
      url: '/userdefinedevents/:id',
      handler: async ({ params, body }) => ({
        data: resource(kinds.rename(idOf(params), validate(Named, body).name)),
      }),
    });
  }

  api.delete('/userdefinedevents/:id', async ({ params }) => {
    kinds.remove(idOf(params));
    return { state: 'Success' };
  });

  api.post('/events', async (request, reply) => {
    const event = kinds.trigger(validate(Triggered, request.body).type);
    return reply.status(202).send({ data: event });
  });
  api.get('/events', async (request) => ({
    array: select(
      kinds.events().map((event) => ({ ...event })),
      validate(QueryParameters, request.query),
    ),
  }));
  api.get('/events/:id', async ({ params }) => {
    const id = idOf(params).toLowerCase();
    const data = kinds.events().find((event) => event.id === id);
    if (data === undefined) throw new ApiError(404, `Event not found. events/${id}`);
    return { data };
  });
}

const resource = ({ id, name }: UserDefinedEvent) => ({
  id,
  name,
  displayName: name,
  relations: { self: { type: 'userDefinedEvents', id } },
});
