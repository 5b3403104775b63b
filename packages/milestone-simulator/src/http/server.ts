import type { FastifyInstance } from 'fastify';
import { authRoutes } from '../auth/auth.routes.ts';
import { requireToken } from '../auth/require-token.ts';
import { cameraRoutes } from '../cameras/camera.routes.ts';
import { controlRoutes } from '../control/control.routes.ts';
import { addFaultHooks } from '../faults/fault-hooks.ts';
import { footageRoutes } from '../history/footage.routes.ts';
import { recordingRoutes } from '../recordings/recording.routes.ts';
import type { Simulation } from '../simulation.ts';
import { videoRoutes } from '../video/video.routes.ts';
import { routedUrl, xprotectRoutes } from '../xprotect/xprotect.routes.ts';
import { acceptEmptyJson } from './accept-bodies.ts';
import { answerErrors } from './answer-errors.ts';
import { bareFastify } from './bare-fastify.ts';

const API_PREFIX = '/api/rest/v1';

export interface ServerOptions {
  /** The control API has no lock of its own, so it is only for a server that nobody else can reach. */
  control: boolean;
  /** Takes one line for each failure that is the simulator's own. */
  log: (line: string) => void;
  /** Whether the `xprotect` dialect is spoken too. */
  xprotect?: boolean;
}

/** The HTTP side, not listening: its connections are handed to it. */
export function createServer(
  simulation: Simulation,
  { control, log, xprotect = false }: ServerOptions,
): FastifyInstance {
  const app = bareFastify(({ url = '/', headers }) =>
    xprotect ? routedUrl(url, headers.authorization) : url,
  );
  acceptEmptyJson(app);
  answerErrors(app, log);
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
  if (xprotect) xprotectRoutes(app, simulation);
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
