import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bearerToken } from '../../auth/require-token.ts';
import { CameraPath } from '../../cameras/camera.routes.ts';
import { strike } from '../../faults/fault-hooks.ts';
import { ApiError } from '../../http/api-error.ts';
import { answers } from '../../http/operation.ts';
import { validate } from '../../http/validate.ts';
import type { Simulation } from '../../simulation.ts';
import { alarmRoutes } from '../alarms/alarm.routes.ts';
import { userDefinedEventRoutes } from '../alarms/user-defined-event.routes.ts';
import { bookmarkRoutes } from '../bookmarks/bookmark.routes.ts';
import { cameraTasks } from './camera-resource.ts';
import { cameraTask, taskOperations } from './camera-tasks.ts';
import { QueryParameters, select } from './collection-query.ts';
import { ConfigResources } from './resources.ts';

const parametersOf = (request: FastifyRequest) => validate(QueryParameters, request.query);

/** The configuration API of the gateway (protocol reference §2). */
export function configRoutes(api: FastifyInstance, simulation: Simulation): void {
  const { xprotect, cameras } = simulation;
  const resources = new ConfigResources(simulation);

  api.addHook('onRequest', async (request) => {
    const token = bearerToken(request);
    if (token !== undefined && xprotect.accessTokens.isValid(token)) return;
    throw new ApiError(401, 'Token validation failed: the token is expired.');
  });
  api.setNotFoundHandler(async (request) => {
    const [resource = ''] = request.url.slice(api.prefix.length + 1).split(/[/?]/);
    throw new ApiError(404, `Unknown resource: ${resource}`);
  });

  api.get('/cameras', answers('listCameras'), async (request) => ({
    array: select(resources.cameras(), parametersOf(request)),
  }));

  api.get('/cameras/:id', answers('getCamera'), async (request) => {
    const { id } = validate(CameraPath, request.params);
    const parameters = parametersOf(request);
    const data = resources.camera(id);
    return {
      ...(!('noData' in parameters) && { data }),
      ...('tasks' in parameters && { tasks: cameraTasks(xprotect.profile) }),
    };
  });

  api.post('/cameras/:id', async (request, reply) => {
    const camera = cameras.see(validate(CameraPath, request.params).id);
    const { task = '' } = parametersOf(request);
    const operation = taskOperations[task];
    if (operation !== undefined) {
      simulation.counters.countCall(operation);
      await strike(simulation, request, reply, { operation, cameraId: camera.id });
    }
    const result = await cameraTask({ simulation, camera, task, body: request.body });
    return { result: { ...result, state: 'Success' } };
  });

  alarmRoutes(api, simulation);
  bookmarkRoutes(api, simulation);
  userDefinedEventRoutes(api, simulation);

  for (const [name, list] of Object.entries(resources.others)) {
    api.get(`/${name}`, async (request) => ({ array: select(list(), parametersOf(request)) }));

    api.get(`/${name}/:id`, async (request) => {
      const { id } = validate(CameraPath, request.params);
      const data = list().find((resource) => resource.id === id.toLowerCase());
      if (data === undefined) throw new ApiError(404, `Device not found. ${name}/${id}`);
      return { data };
    });
  }

  api.get('/recordingservers/:id/hardware', async (request) => {
    const { id } = validate(CameraPath, request.params);
    return { array: select(resources.hardwareOf(id), parametersOf(request)) };
  });

  api.get('/hardware/:id/cameras', async (request) => {
    const { id } = validate(CameraPath, request.params);
    return { array: select(resources.camerasOf(id), parametersOf(request)) };
  });
}
