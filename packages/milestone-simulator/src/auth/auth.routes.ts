import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ApiError } from '../http/api-error.ts';
import { answers } from '../http/operation.ts';
import { validate } from '../http/validate.ts';
import type { Simulation } from '../simulation.ts';
import { isSame } from './is-same.ts';
import { bearerToken, requireToken } from './require-token.ts';

const Credentials = z.object({ username: z.string(), password: z.string() });

/** Plan §2.1. */
export function authRoutes(api: FastifyInstance, simulation: Simulation): void {
  const { tokens, credentials, windowsSignIn } = simulation;
  const grant = () => ({ token: tokens.issue(), expires_in: tokens.lifetimeSeconds });

  api.post('/login', answers('login'), async (request) => {
    const { username, password } = validate(Credentials, request.body);
    const known = isSame(username, credentials.username);
    if (!isSame(password, credentials.password) || !known) {
      throw new ApiError(401, 'The user name or the password is wrong.');
    }
    return grant();
  });

  /** Three calls on one connection, the last of which has the token. */
  api.post('/login/negotiate', answers('negotiate'), async (request, reply) =>
    (await windowsSignIn.admits(request, reply)) ? grant() : reply,
  );

  api.register((session, _options, done) => {
    requireToken(session, simulation);

    /** The old token stays in force for its own life: calls under way with it must not fail. */
    session.post('/login/refresh', answers('refresh'), async () => grant());

    session.post('/logout', answers('logout'), async (request, reply) => {
      tokens.revoke(bearerToken(request) ?? '');
      return reply.status(204).send();
    });
    done();
  });
}
