import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { z } from 'zod';
import { loadConfig } from '../config/load-config.ts';
import { type CommonConfig, listenAddress } from '../config/variables.ts';
import { createService, type ServiceDefinition } from './service.ts';
import { startFailure } from './start-failure.ts';

/** How long a stopping service may take to finish its requests, in ms. */
const DRAIN_MS = 10_000;

/**
 * The whole life of a service process: configuration, start, signals, drain. What keeps it from starting is one
 * line on standard error and exit code 1.
 */
export async function runService<C extends CommonConfig>(
  definition: ServiceDefinition<C>,
  schema: z.ZodType<C>,
): Promise<void> {
  try {
    const config = loadConfig(schema);
    const app = await createService(definition, config);
    stopOnSignal(app);
    await app.listen(config.PORT, listenAddress(config));
  } catch (error) {
    process.stderr.write(`${definition.name} can't start: ${startFailure(error)}\n`);
    process.exit(1);
  }
}

function stopOnSignal(app: NestFastifyApplication) {
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    app.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`The service did not stop cleanly: ${startFailure(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}
