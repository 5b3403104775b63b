import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { DomainError, principalOf } from '@playhead/service-kit';
import { UsersRepository } from './users.repository.ts';

/**
 * Asks the database, not only the token, whether this is an administrator: one who was deleted or demoted must not use
 * the minutes that the token still lives to make another account.
 */
@Injectable()
export class CurrentAccountGuard implements CanActivate {
  constructor(private readonly users: UsersRepository) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const account = await this.users.findById(principalOf(context).userId);
    if (account === undefined) throw new DomainError('sign-in-required', { detail: 'Your account is gone.' });
    if (account.role !== 'admin') {
      throw new DomainError('permission-missing', {
        detail: `This needs the role admin; yours is ${account.role} now. Ask an administrator.`,
        members: { requiredRole: 'admin', role: account.role },
      });
    }
    return true;
  }
}
