import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { roleIncludes } from '@playhead/contracts';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../problems/domain-error.ts';
import { roleNeeded, setPrincipal } from './auth.decorators.ts';
import { TokenVerifier } from './token-verifier.ts';

/** Closed by default: a route without `@Public()` needs a valid token, and the role it asks for. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const needed = roleNeeded(this.reflector, [context.getHandler(), context.getClass()]);
    if (context.getType() !== 'http' || needed === undefined) return true;

    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const principal = await this.verifier.verify(bearerToken(request));
    if (!roleIncludes(principal.role, needed)) {
      throw new DomainError('permission-missing', {
        detail: `This needs the role ${needed}; yours is ${principal.role}. Ask an administrator.`,
        members: { requiredRole: needed, role: principal.role },
      });
    }
    setPrincipal(request, principal);
    return true;
  }
}

function bearerToken(request: FastifyRequest): string {
  const [, token] = /^Bearer ([\w.-]+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) {
    throw new DomainError('sign-in-required', { detail: 'Send an access token: Authorization: Bearer …' });
  }
  return token;
}
