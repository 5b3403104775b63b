import 'reflect-metadata';
import { type DynamicModule, Global, Module, type Provider, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Database } from '@playhead/database';
import { LogController } from 'fastify';
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import { CameraAccessRepository } from '../access/camera-access.repository.ts';
import { AuditRepository } from '../audit/audit.repository.ts';
import { AuthGuard } from '../auth/auth.guard.ts';
import { TokenVerifier } from '../auth/token-verifier.ts';
import { Clock, SystemClock } from '../clock/clock.ts';
import type { CommonConfig } from '../config/variables.ts';
import { DatabaseModule, openDatabase, pingDatabase } from '../database/database.module.ts';
import { HealthController, HealthService } from '../health/health.ts';
import { createLogger, LOGGER, NestLogger } from '../logging/logger.ts';
import { Metrics, MetricsController } from '../metrics/metrics.ts';
import { serveOpenApi } from '../openapi/openapi.ts';
import { answerProblem, ProblemFilter } from '../problems/problem.filter.ts';
import { ValidationPipe } from '../validation/validation.pipe.ts';
import { closeKeptConnections } from './kept-connections.ts';
import { followRequests, logRequests, requestIdOf } from './request-context.ts';

/** What a service's module is built from. */
export interface ServiceContext<C extends CommonConfig> {
  config: C;
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  database: Kysely<Database>;
}

export interface ServiceDefinition<C extends CommonConfig> {
  name: string;
  /** The features of the service, and what it needs to be ready besides the database. */
  module: (context: ServiceContext<C>) => DynamicModule;
  /** What must be set on the application before it starts, such as a WebSocket adapter. */
  prepare?: (app: NestFastifyApplication) => void;
}

const MAX_BODY_BYTES = 1024 * 1024;

@Module({})
class ServiceModule {}

/** Builds the service with everything that all of them share; it does not listen yet. Tests give their own clock. */
export async function createService<C extends CommonConfig>(
  { name, module, prepare }: ServiceDefinition<C>,
  config: C,
  clock: Clock = new SystemClock(),
): Promise<NestFastifyApplication> {
  const logger = createLogger({ service: name, level: config.LOG_LEVEL, format: config.LOG_FORMAT });
  const verifier = await TokenVerifier.fromFile(config.AUTH_PUBLIC_KEY_FILE, clock);
  const metrics = new Metrics(name);
  const database = openDatabase({
    url: config.DATABASE_URL,
    maxConnections: config.DB_MAX_CONNECTIONS,
    service: name,
    logger,
  });

  const health = new HealthService();
  health.require({ name: 'PostgreSQL', check: () => pingDatabase(database) });

  const adapter = new FastifyAdapter({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: requestIdOf,
    bodyLimit: MAX_BODY_BYTES,
    frameworkErrors: answerProblem,
  });
  const features = module({ config, clock, logger, metrics, database });
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: ServiceModule,
      imports: [
        shared({ clock, logger, metrics, verifier, health }),
        DatabaseModule.over(database),
        TrailModule,
        features,
      ],
      controllers: [HealthController, MetricsController],
      providers: [
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    },
    adapter,
    { logger: new NestLogger(logger), abortOnError: false },
  );
  prepare?.(app);
  app.useGlobalPipes(new ValidationPipe());
  const fastify = adapter.getInstance();
  closeKeptConnections(fastify);
  followRequests(fastify);
  logRequests(fastify);
  metrics.observe(fastify);
  serveOpenApi(app, name);
  return app;
}

interface Shared {
  clock: Clock;
  logger: Logger;
  metrics: Metrics;
  verifier: TokenVerifier;
  health: HealthService;
}

function shared({ clock, logger, metrics, verifier, health }: Shared): DynamicModule {
  const provide = <T>(token: Type<T> | symbol | (abstract new () => T), value: T): Provider => ({
    provide: token,
    useValue: value,
  });
  const providers = [
    provide(Clock, clock),
    provide(LOGGER, logger),
    provide(Metrics, metrics),
    provide(HealthService, health),
    { provide: TokenVerifier, useValue: verifier },
  ];
  return { module: SharedModule, global: true, providers, exports: providers };
}

@Module({})
class SharedModule {}

/** What every feature asks before it acts, and tells after. */
@Global()
@Module({
  providers: [AuditRepository, CameraAccessRepository],
  exports: [AuditRepository, CameraAccessRepository],
})
class TrailModule {}
