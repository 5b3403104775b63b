import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import type { Database } from '@playhead/database';
import { createMilestoneClient, type MilestoneClient, type MilestoneConfig } from '@playhead/milestone';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { HealthService } from '../health/health.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { currentRequestId } from '../service/request-context.ts';
import { LoginTurnsRepository } from './login-turns.repository.ts';
import { VmsAccount } from './vms-account.ts';

/** The token under which services get their `MilestoneClient`. */
export const MILESTONE = Symbol('milestone');

export interface MilestoneModuleOptions {
  config: MilestoneConfig;
  logger: Logger;
  metrics: Metrics;
  /** Over which the services take turns with the account. */
  database: Kysely<Database>;
}

/** One token-refreshing client for the process, timed, and closed with it. */
@Module({})
export class MilestoneModule implements OnApplicationShutdown {
  constructor(
    @Inject(MILESTONE) private readonly client: MilestoneClient,
    account: VmsAccount,
    health: HealthService,
  ) {
    health.mention(() => account.impairment());
  }

  static over({ config, logger, metrics, database }: MilestoneModuleOptions): DynamicModule {
    const loginTurns = new LoginTurnsRepository(database, config);
    const account = new VmsAccount(config.username, loginTurns, logger);
    const client = createMilestoneClient(config, {
      requestId: currentRequestId,
      log: (level, message) => logger[level](message),
      loginTurns,
      onRefusal: (refusal) => account.tell(refusal),
      onCall: ({ dialect, operation, outcome, durationMs }) => {
        metrics.milestoneCalls.observe({ dialect, operation, outcome }, durationMs / 1000);
        logger.debug({ dialect, operation, outcome, durationMs, requestId: currentRequestId() }, 'VMS call');
      },
    });
    return {
      module: MilestoneModule,
      global: true,
      providers: [
        { provide: MILESTONE, useValue: client },
        { provide: VmsAccount, useValue: account },
      ],
      exports: [MILESTONE],
    };
  }

  async onApplicationShutdown() {
    await this.client.close();
  }
}
