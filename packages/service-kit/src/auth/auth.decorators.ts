import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import type { Role } from '@playhead/contracts';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../problems/domain-error.ts';
import type { Principal } from './principal.ts';

const PUBLIC = 'playhead:public';
const REQUIRED_ROLE = 'playhead:required-role';

/** Open to everybody, signed in or not. Everything else needs a token. */
export const Public = () => SetMetadata(PUBLIC, true);

/** The least role that may call this. */
export const RequireRole = (role: Role) => SetMetadata(REQUIRED_ROLE, role);

/** The least role that may call a handler of a controller, in that order; `undefined` where everybody may. */
export function roleNeeded(
  reflector: Reflector,
  targets: Parameters<Reflector['getAllAndOverride']>[1],
): Role | undefined {
  if (reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return undefined;
  return reflector.getAllAndOverride<Role | undefined>(REQUIRED_ROLE, targets) ?? 'viewer';
}

const principals = new WeakMap<FastifyRequest, Principal>();

export const setPrincipal = (request: FastifyRequest, principal: Principal) =>
  principals.set(request, principal);

/** Who makes the request that is being answered. @throws DomainError `sign-in-required` on a public route. */
export function principalOf(context: ExecutionContext): Principal {
  const principal = principals.get(context.switchToHttp().getRequest<FastifyRequest>());
  if (principal === undefined)
    throw new DomainError('sign-in-required', { detail: 'Sign in and try again.' });
  return principal;
}

/** The signed-in person, as a parameter of a controller method. */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) =>
  principalOf(context),
);
