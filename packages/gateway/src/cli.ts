import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { readFilesConfig } from './config.ts';
import { drain } from './drain.ts';
import { answerHealth } from './health.ts';
import { serveDashboard } from './static/dashboard-files.ts';

/**
 * Serves the dashboard's files and nothing else: behind Kong there is no embedded gateway to do it, and this way the
 * files come with the same headers in both.
 */
const DRAIN_MS = 2_000;

try {
  const { host, port, directory } = readFilesConfig();
  const serveFile = serveDashboard(directory);
  const server = createServer((request, response) => {
    if (!answerHealth(request, response, !server.listening)) serveFile(request, response, randomUUID());
  });
  server.on('error', fail);
  server.listen(port, host, () => console.log(`Dashboard ready at http://${host}:${port}`));
  const stop = () => void drain(server, new Set(), DRAIN_MS).then(() => process.exit(0), fail);
  process.once('SIGTERM', stop).once('SIGINT', stop);
} catch (error) {
  fail(error);
}

function fail(error: unknown) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const reason = error instanceof Error ? error.message : String(error);
  const remedy = taken ? '. Another program has this port; set PORT to a free one.' : '';
  console.error(`The dashboard can't be served: ${reason}${remedy}`);
  process.exit(1);
}
