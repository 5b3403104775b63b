import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { CameraPath } from '../../cameras/camera.routes.ts';
import { ApiError } from '../../http/api-error.ts';
import { validate } from '../../http/validate.ts';
import type { Simulation } from '../../simulation.ts';
import { QueryParameters, select } from '../config/collection-query.ts';
import { alarmCategories, alarmPriorities, alarmStates } from './alarms.ts';

const NewAlarm = z.object({ name: z.string().min(1), message: z.string().default(''), source: z.string() });
const Text = z.string().nullish();
const AlarmEdit = z.object({
  state: Text,
  priority: Text,
  comment: Text,
  'assignedTo.displayName': Text,
  reasonForClosing: Text,
});

/** Alarms over REST (protocol reference §7.3). */
export function alarmRoutes(api: FastifyInstance, { xprotect, cameras }: Simulation): void {
  const { alarms } = xprotect;

  api.post('/alarms', async (request, reply) => {
    const alarm = validate(NewAlarm, request.body);
    const camera = cameras.find(alarm.source);
    if (camera === undefined || camera.isForbidden)
      throw new ApiError(400, `The source ${alarm.source} is no camera.`);
    return reply.status(202).send({ data: alarms.raise({ ...alarm, source: camera.id }) });
  });

  api.get('/alarms', async (request) => ({
    array: select(
      alarms.list().map((alarm) => ({ ...alarm })),
      validate(QueryParameters, request.query),
    ),
  }));

  api.get('/alarms/:id', async (request) => ({
    data: alarms.get(validate(CameraPath, request.params).id),
  }));

  api.patch('/alarms/:id', async (request, reply) => {
    const { id } = validate(CameraPath, request.params);
    return reply.status(202).send({ data: alarms.change(id, validate(AlarmEdit, request.body)) });
  });

  const lists = {
    alarmstates: alarmStates,
    alarmpriorities: alarmPriorities,
    alarmcategories: alarmCategories,
  };
  for (const [name, array] of Object.entries(lists)) api.get(`/${name}`, async () => ({ array }));
}
