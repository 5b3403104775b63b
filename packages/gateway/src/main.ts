import { GatewayConfigError, readConfig } from './config.ts';
import type { Log } from './log.ts';
import { explainStartError } from './start-error.ts';
import { type GatewayOptions, type RunningGateway, startGateway } from './start-gateway.ts';

/** How long a stopping gateway lets requests finish, in ms. */
const DRAIN_MS = 8_000;

const log: Log = (entry) => console.error(JSON.stringify({ time: new Date().toISOString(), ...entry }));

let options: GatewayOptions | undefined;
try {
  options = readConfig();
  const gateway = await startGateway({ ...options, log });
  console.log(`Gateway ready at ${gateway.url}`);
  stopOnSignal(gateway);
} catch (error) {
  const reason =
    error instanceof GatewayConfigError ? error.message : options && explainStartError(error, options);
  console.error(`The gateway can't start: ${reason ?? describe(error)}`);
  process.exitCode = 1;
}

function stopOnSignal(gateway: RunningGateway) {
  const stop = () => {
    gateway.close(DRAIN_MS).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(`The gateway did not stop cleanly: ${describe(error)}`);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

function describe(error: unknown) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
