import type { Program } from './programs.ts';
import { runProgram } from './running-program.ts';
import type { Supervisor } from './supervisor.ts';

export interface WatchOptions {
  root: string;
  programs: readonly Program[];
  supervisor: Pick<Supervisor, 'restart'>;
  log(line: string): void;
}

const graceMs = 2_000;

/**
 * Builds each program when its sources change, and starts it again from the new build.
 *
 * @returns what ends the watching.
 */
export function watchSources({ root, programs, supervisor, log }: WatchOptions): () => Promise<void> {
  const built = programs.filter(({ command, workspace }) => command.includes(`${workspace}/dist/main.js`));
  const watcher = runProgram(
    {
      command: ['scripts/watch.mjs', ...built.map(({ workspace }) => workspace)],
      env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    },
    root,
    (line) => {
      log(line);
      const rebuilt = built.find(({ workspace }) => line === `built ${workspace}`);
      if (rebuilt) void supervisor.restart(rebuilt.name);
    },
  );
  return () => watcher.stop(graceMs);
}
