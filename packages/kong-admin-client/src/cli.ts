import { KongAdminClient } from './admin/client.ts';
import { KongRefusedError, KongUnavailableError } from './admin/errors.ts';
import { readConfig, SyncConfigError } from './config.ts';
import { keepKongConfig, syncKongConfig } from './sync.ts';

/** As a shell tells that a program was asked to end. */
const STOPPED = 143;

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());

try {
  const { adminUrl, config, intervalMs } = readConfig();
  const options = { client: new KongAdminClient({ baseUrl: adminUrl }), config, signal: stop.signal };
  const routes = config.services.reduce((sum, service) => sum + service.routes.length, 0);
  const onApplied = () => console.log(`Kong has ${routes} routes to ${config.services.length} services.`);
  const onTrouble = ({ message }: Error) => console.error(message);
  console.log(`Giving Kong at ${adminUrl} its routing table …`);
  if (intervalMs === 0) await syncKongConfig(options).then(onApplied);
  else await keepKongConfig({ ...options, intervalMs, onApplied, onTrouble });
} catch (error) {
  if (stop.signal.aborted) process.exitCode = STOPPED;
  else fail(error);
}

function fail(error: unknown) {
  const kinds = [SyncConfigError, KongRefusedError, KongUnavailableError];
  const foreseen = error instanceof Error && kinds.some((kind) => error instanceof kind);
  console.error(foreseen ? `Kong has no routing table: ${error.message}` : error);
  process.exitCode = 1;
}
