import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { findFfmpeg } from '@playhead/ffmpeg';
import { banner } from './banner.ts';
import type { LauncherConfig } from './config.ts';
import { ensureDataDirectory } from './data-directory.ts';
import { keepPostgres, migrate } from './database.ts';
import { ensureKeys } from './keys.ts';
import { checkPorts } from './ports.ts';
import { ProgramLogs } from './program-logs.ts';
import { portsOf, programsFor } from './programs.ts';
import type { Progress } from './progress.ts';
import { isReadyWithin } from './readiness.ts';
import { runProgram } from './running-program.ts';
import { Supervisor } from './supervisor.ts';
import { watchSources } from './watch-sources.ts';

export interface LaunchOptions {
  config: LauncherConfig;
  /** The repository's folder. */
  root: string;
  /** Programs are built and started again whenever their sources change. */
  development: boolean;
  progress: Progress;
  /** Stops everything, in order. */
  signal: AbortSignal;
  /** Ends the programs at once, for when there is no time for order. */
  atOnce: AbortSignal;
}

/**
 * Starts everything, prints where it is, and stops everything when the signal says so.
 *
 * @throws LauncherError, EmbeddedPostgresError or FfmpegMissingError, after what had been started is stopped;
 *   the signal's reason when it is stopped before it is ready.
 */
export async function launch(options: LaunchOptions): Promise<void> {
  const { config, root, development, progress, signal, atOnce } = options;
  const report = (line: string) => progress.line(line);
  /** Undone last to first. */
  const undo: (() => Promise<void>)[] = [];
  try {
    await progress.step('data directory', () => ensureDataDirectory(config.dataDirectory));
    const ffmpegPath = await progress.step('FFmpeg', () => findFfmpeg(config.ffmpegPath));
    await progress.step('ports', () => checkPorts(portsOf(config, development)));
    const keys = await progress.step('keys', () => ensureKeys(join(config.dataDirectory, 'keys')));
    const logs = new ProgramLogs(await folder(config, 'logs'), { all: config.showAllLogs, report });

    const database = await progress.step('PostgreSQL', async () => {
      if (config.databaseUrl !== undefined) return { url: config.databaseUrl, directory: undefined };
      const dataDirectory = join(config.dataDirectory, 'postgres');
      const log = logs.writer('postgres');
      const postgres = await keepPostgres({ dataDirectory, port: config.postgresPort, signal, log, report });
      undo.push(postgres.stop);
      return postgres;
    });
    await progress.step('migrations', () => migrate(database.url, join(root, 'migrations')));
    signal.throwIfAborted();

    const programs = programsFor(config, { databaseUrl: database.url, ffmpegPath, keys, development });
    const supervisor = new Supervisor({
      run: (program) => runProgram(program, root, logs.writer(program.name)),
      isReady: ({ readyUrl }, timeoutMs, until) => isReadyWithin(readyUrl, timeoutMs, until),
      report,
    });
    atOnce.addEventListener('abort', () => supervisor.kill());
    undo.push(() => supervisor.stop());
    await progress.step(programs.map(({ name }) => name).join(', '), () =>
      supervisor.start(programs, signal),
    );
    if (development) undo.push(watchSources({ root, programs, supervisor, log: logs.writer('watch') }));

    progress.line(banner(config, { logs: logs.directory, postgres: database.directory }));
    await aborted(signal);
    progress.line('Stopping …');
  } finally {
    await undoAll(undo);
  }
}

/** One that fails does not keep the others from being done. */
async function undoAll(undo: (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const stop of undo.reverse()) await stop().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}

async function folder(config: LauncherConfig, name: string): Promise<string> {
  const path = join(config.dataDirectory, name);
  await mkdir(path, { recursive: true });
  return path;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
