import type { INestApplication } from '@nestjs/common';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { type ProblemCode, problems, type Role, roleIncludes } from '@playhead/contracts';
import { roleNeeded } from '../auth/auth.decorators.ts';
import { ANY_OTHER, PROBLEMS } from './describe.ts';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** What stands at a route: the role that the guard asks for, and the codes of its own problems. */
interface Route {
  role: Role | undefined;
  problems: readonly ProblemCode[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
const content = { 'application/problem+json': { schema: { $ref: getSchemaPath('Problem') } } };

/**
 * Declares at each operation all it may answer that is a problem, as it is answered: what its route names, what the guard
 * refuses, and what is wrong with a request. A service whose routes are not all described does not start.
 */
export function declareProblems(app: INestApplication, document: OpenAPIObject): void {
  const routes = routesOf(app);
  for (const path of Object.values(document.paths)) {
    for (const method of methods) {
      const operation = path[method];
      if (operation === undefined) continue;
      const { operationId = 'an operation without id' } = operation;
      const route = routes.get(operationId);
      if (route === undefined)
        throw new Error(`${operationId} lacks @Describe: nobody knows what it answers.`);
      declare(operation, route);
    }
  }
}

function declare(operation: Operation, route: Route): void {
  if (route.role !== undefined) operation.security = [{ bearer: [] }];
  const codes = new Set([...ofGuard(route), ...ofRequest(operation), ...route.problems]);
  for (const status of new Set([...codes].map((code) => problems[code].status))) {
    const description = [...codes]
      .filter((code) => problems[code].status === status)
      .map((code) => `${problems[code].title} (${code})`)
      .join('; ');
    operation.responses[status] = { description, content };
  }
  operation.responses.default = { description: ANY_OTHER, content };
}

/** Nobody's role is less than the viewer's: who is signed in may do what that may. */
function ofGuard({ role }: Route): ProblemCode[] {
  if (role === undefined) return [];
  return [
    'sign-in-required',
    'token-expired',
    ...(roleIncludes('viewer', role) ? [] : ['permission-missing' as const]),
  ];
}

function ofRequest({ parameters = [], requestBody }: Operation): ProblemCode[] {
  return [
    ...(parameters.length > 0 || requestBody !== undefined ? ['request-invalid' as const] : []),
    ...(requestBody === undefined ? [] : ['request-too-large' as const]),
  ];
}

/** By the ids of their operations. */
function routesOf(app: INestApplication): ReadonlyMap<string, Route> {
  const [reflector, scanner] = [new Reflector(), new MetadataScanner()];
  const routes = new Map<string, Route>();
  for (const { controllers } of app.get(ModulesContainer).values()) {
    for (const { metatype } of controllers.values()) {
      if (typeof metatype !== 'function') continue;
      for (const name of scanner.getAllMethodNames(metatype.prototype)) {
        const handler: unknown = metatype.prototype[name];
        if (typeof handler !== 'function') continue;
        const own = reflector.get<readonly ProblemCode[] | undefined>(PROBLEMS, handler);
        if (own === undefined) continue;
        const role = roleNeeded(reflector, [handler, metatype]);
        routes.set(operationIdOf(metatype.name, name), { role, problems: own });
      }
    }
  }
  return routes;
}

/** The id of the operation of a controller's method. */
export const operationIdOf = (controller: string, method: string): string => `${controller}_${method}`;
