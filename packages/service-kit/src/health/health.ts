import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../auth/auth.decorators.ts';
import { DomainError } from '../problems/domain-error.ts';

/** Something a service can't work without. `check` throws when it is not there. */
export interface Dependency {
  name: string;
  check: () => Promise<unknown>;
}

/** Something that keeps a service from doing all it is for, while the rest of it works. Public: nothing secret in it. */
export interface Impairment {
  name: string;
  reason: string;
  [detail: string]: string;
}

/** What a service needs to be of use; features add what they need themselves. */
export class HealthService {
  private readonly dependencies: Dependency[] = [];
  private readonly impairments: (() => Promise<Impairment | undefined>)[] = [];

  require(dependency: Dependency) {
    this.dependencies.push(dependency);
  }

  /** Has readiness tell of what the service goes on without. `tell` gives nothing while all is well. */
  mention(tell: () => Promise<Impairment | undefined>) {
    this.impairments.push(tell);
  }

  /** @throws DomainError `service-unavailable` naming what is missing. */
  async ready() {
    const [results, impairments] = await Promise.all([
      Promise.allSettled(this.dependencies.map(({ check }) => check())),
      Promise.all(this.impairments.map((tell) => tell())),
    ]);
    const missing = this.dependencies.filter((_, index) => results[index]?.status === 'rejected');
    const impaired = impairments.filter((impairment) => impairment !== undefined);
    const told = impaired.length > 0 ? { impaired } : {};
    if (missing.length > 0) {
      const names = missing.map(({ name }) => name);
      throw new DomainError('service-unavailable', {
        detail: `Not ready: ${names.join(', ')} can't be reached.`,
        members: { missing: names, ...told },
        retryAfterSeconds: 5,
      });
    }
    return { status: 'ready', ...told };
  }
}

/** `live`: the process answers. `ready`: so does everything it needs. */
@Controller('health')
@ApiExcludeController()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  @Get('live')
  @Public()
  live() {
    return { status: 'live' };
  }

  @Get('ready')
  @Public()
  ready() {
    return this.health.ready();
  }
}
