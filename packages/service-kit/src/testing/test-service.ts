import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { type Clock, SystemClock } from '../clock/clock.ts';
import { loadConfig } from '../config/load-config.ts';
import type { CommonConfig } from '../config/variables.ts';
import { createService, type ServiceDefinition } from '../service/service.ts';
import type { TestKeys } from './test-keys.ts';

export interface TestService {
  url: string;
  app: NestFastifyApplication;
  close(): Promise<void>;
}

export interface TestSurroundings {
  keys: TestKeys;
  databaseUrl: string;
  variables?: Record<string, string>;
  clock?: Clock;
}

/** The real service in this process, on a free port of loopback. */
export async function startTestService<C extends CommonConfig>(
  definition: ServiceDefinition<C>,
  schema: z.ZodType<C>,
  { keys, databaseUrl, variables = {}, clock = new SystemClock() }: TestSurroundings,
): Promise<TestService> {
  const config = loadConfig(schema, {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    DB_MAX_CONNECTIONS: '10',
    AUTH_PUBLIC_KEY_FILE: keys.publicKeyFile,
    LOG_LEVEL: 'fatal',
    ...variables,
  });
  const app = await createService(definition, config, clock);
  await app.listen(0, '127.0.0.1');
  return { url: (await app.getUrl()).replace('[::1]', '127.0.0.1'), app, close: () => app.close() };
}
