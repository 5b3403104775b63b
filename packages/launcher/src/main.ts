import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EmbeddedPostgresError } from '@playhead/database/embedded';
import { FfmpegMissingError } from '@playhead/ffmpeg';
import { readConfig } from './config.ts';
import { launch } from './launch.ts';
import { LauncherError } from './launcher-error.ts';
import { Progress } from './progress.ts';
import { StopRequests } from './stop-requests.ts';

/** The repository's folder, from `packages/launcher/dist/main.js`. */
const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

const explained = [LauncherError, EmbeddedPostgresError, FfmpegMissingError];
const requests = new StopRequests();
// After the programs were ended, which is done on the same event.
requests.atOnce.addEventListener('abort', () => setImmediate(() => process.exit(130)));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => requests.add());

// Output that nobody reads any more is no reason to stop: the logs go on in their files.
for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);

try {
  await launch({
    config: readConfig(process.env, root),
    root,
    development: process.argv.includes('--dev'),
    progress: new Progress({
      write: (text) => void process.stdout.write(text),
      rewritable: process.stdout.isTTY,
    }),
    signal: requests.stop,
    atOnce: requests.atOnce,
  });
  process.exitCode = 0;
} catch (error) {
  if (!requests.stop.aborted) {
    console.error(
      explained.some((kind) => error instanceof kind) && error instanceof Error ? error.message : error,
    );
    process.exitCode = 1;
  }
}
