import { GatewayConfigError, readConfig } from './config.ts';
import { type GatewayOptions, type RunningGateway, startGateway } from './start-gateway.ts';

/** How long a stopping gateway lets requests finish, in ms. */
const DRAIN_MS = 8_000;

try {
  const options = readConfig();
  const gateway = await start(options);
  console.log(`Gateway ready at ${gateway.url}`);
  stopOnSignal(gateway);
} catch (error) {
  const message = error instanceof GatewayConfigError ? error.message : describe(error);
  console.error(`The gateway can't start: ${message}`);
  process.exitCode = 1;
}

async function start(options: GatewayOptions) {
  try {
    return await startGateway({
      ...options,
      log: (entry) => console.error(JSON.stringify({ time: new Date().toISOString(), ...entry })),
    });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause)) throw cause;
    const { host, port } = options;
    const reasons: Record<string, string> = {
      EADDRINUSE: `port ${port} is taken by another program; set GATEWAY_PORT to a free one.`,
      EACCES: `port ${port} is not allowed for this user; set GATEWAY_PORT to one above 1023.`,
      EADDRNOTAVAIL: `this machine has no address ${host}; change GATEWAY_HOST.`,
    };
    throw new GatewayConfigError(reasons[String(cause.code)] ?? describe(cause), { cause });
  }
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
