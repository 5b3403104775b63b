import { readConfig } from './config.ts';
import { startSimulator } from './simulator.ts';

try {
  const options = readConfig();
  const simulator = await startSimulator({ ...options, log: (line) => console.error(line) });
  const end = () => {
    simulator.close().then(
      () => process.exit(0),
      (error: unknown) => fail(error),
    );
  };
  process.once('SIGTERM', end).once('SIGINT', end);
  console.log(`ready ${simulator.url}`);
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  console.error(explain(error));
  process.exit(1);
}

/** One line that says what to change. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'The simulator’s port is taken. Set SIMULATOR_PORT to a free one.';
  if (code === 'EADDRNOTAVAIL')
    return 'The address to listen on is not this machine’s. Correct SIMULATOR_HOST.';
  return error.message;
}
