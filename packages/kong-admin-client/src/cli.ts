import { KongAdminClient } from './admin/client.ts';
import { KongRefusedError, KongUnavailableError } from './admin/errors.ts';
import { readConfig, SyncConfigError } from './config.ts';
import { syncKongConfig } from './sync.ts';

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());

try {
  const { adminUrl, config } = readConfig();
  console.log(`Giving Kong at ${adminUrl} its routing table …`);
  await syncKongConfig({ client: new KongAdminClient({ baseUrl: adminUrl }), config, signal: stop.signal });
  const routes = config.services.reduce((sum, service) => sum + service.routes.length, 0);
  console.log(`Kong routes ${routes} routes to ${config.services.length} services.`);
} catch (error) {
  const foreseen = [SyncConfigError, KongRefusedError, KongUnavailableError].some(
    (kind) => error instanceof kind,
  );
  if (stop.signal.aborted) console.error('Stopped before Kong had its routing table.');
  else if (foreseen && error instanceof Error) console.error(`Kong has no routing table: ${error.message}`);
  else console.error(error);
  process.exitCode = 1;
}
