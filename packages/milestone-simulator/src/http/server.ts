import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { authRoutes } from '../auth/auth.routes.ts';
import { requireToken } from '../auth/require-token.ts';
import { cameraRoutes } from '../cameras/camera.routes.ts';
import { controlRoutes } from '../control/control.routes.ts';
import { addFaultHooks } from '../faults/fault-hooks.ts';
import { footageRoutes } from '../history/footage.routes.ts';
import { recordingRoutes } from '../recordings/recording.routes.ts';
import type { Simulation } from '../simulation.ts';
import { videoRoutes } from '../video/video.routes.ts';
import { ApiError, errorBody } from './api-error.ts';

const API_PREFIX = '/api/rest/v1';

export interface ServerOptions {
  /** The control API has no lock of its own, so it is only for a server that nobody else can reach. */
  control: boolean;
  /** Takes one line for each failure that is the simulator's own. */
  log: (line: string) => void;
}

/** The HTTP side, not listening yet. */
export function createServer(simulation: Simulation, { control, log }: ServerOptions): FastifyInstance {
  const app = Fastify({ logger: false, exposeHeadRoutes: false, forceCloseConnections: true });
  acceptEmptyJson(app);
  app.setNotFoundHandler((_request, reply) => sendError(reply, new ApiError(404, 'There is no such call.')));
  app.setErrorHandler((error: FastifyError | ApiError, _request, reply) => {
    if (error instanceof ApiError) return sendError(reply, error);
    const status = error.statusCode ?? 500;
    if (status < 500) return sendError(reply, new ApiError(status, error.message));
    if (!reply.raw.destroyed) log(`The simulator failed: ${error.stack ?? error.message}`);
    return sendError(reply, new ApiError(500, 'The simulator failed; its output tells why.'));
  });
  addFaultHooks(app, simulation);
  app.register(
    (api, _options, done) => {
      authRoutes(api, simulation);
      done();
    },
    { prefix: API_PREFIX },
  );
  app.register(
    (api, _options, done) => {
      requireToken(api, simulation);
      cameraRoutes(api, simulation);
      footageRoutes(api, simulation);
      recordingRoutes(api, simulation);
      videoRoutes(api, simulation);
      done();
    },
    { prefix: API_PREFIX },
  );
  if (control) {
    app.register(
      (routes, _options, done) => {
        controlRoutes(routes, simulation);
        done();
      },
      { prefix: '/_sim' },
    );
  }
  return app;
}

function sendError(reply: FastifyReply, error: ApiError) {
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  return reply.status(error.status).type('application/json').send(errorBody(error.status, error.message));
}

/** Some clients name a JSON body and send none, for calls that need none. */
function acceptEmptyJson(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => {
      if (body.length === 0) return undefined;
      try {
        return JSON.parse(body);
      } catch {
        throw new ApiError(400, 'The body is not JSON.');
      }
    },
  );
}
