import type { FastifyInstance } from 'fastify';
import { acceptForms } from '../http/accept-bodies.ts';
import type { Simulation } from '../simulation.ts';
import { configRoutes } from './config/config.routes.ts';
import { eventsSocket } from './events/events-socket.ts';
import { idpRoutes } from './identity/idp.routes.ts';
import { serverCommandServices } from './identity/server-command.service.ts';
import { normalizedPath } from './normalized-path.ts';
import { acceptXml } from './soap/accept-xml.ts';
import { soapRoutes } from './soap/soap-service.ts';

const REST = '/api/rest/v1';
/** Where calls of this dialect go that have the same address as those of `rest`. */
const OWN_REST = '/xprotect/rest/v1';

/** Identity Provider, gateway and management server, on the port of the `rest` dialect. */
export function xprotectRoutes(app: FastifyInstance, simulation: Simulation): void {
  acceptForms(app);
  acceptXml(app);
  idpRoutes(app, simulation);
  eventsSocket(app, simulation);
  for (const service of serverCommandServices(simulation)) soapRoutes(app, simulation, service);
  app.register(
    (api, _options, done) => {
      configRoutes(api, simulation);
      done();
    },
    { prefix: OWN_REST },
  );
}

/**
 * Both dialects have `/api/rest/v1/cameras`; the token tells which is meant. Those of `rest` have neither dot nor hash,
 * a JWT has the one and a recorder's session token the other.
 */
export function routedUrl(url: string, authorization: string | undefined): string {
  const path = normalizedPath(url);
  const isOurs = path.startsWith(`${REST}/`) && /[.#]/.test(authorization ?? '');
  return isOurs ? OWN_REST + path.slice(REST.length) : path;
}
