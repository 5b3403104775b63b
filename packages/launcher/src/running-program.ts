import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Program } from './programs.ts';

/** A program that was started. */
export interface RunningProgram {
  /** Resolves to how it ended, such as `exit code 1`. */
  readonly exited: Promise<string>;
  /** The newest lines it wrote, oldest first. */
  lastLines(): readonly string[];
  /** Asks it to end, and ends it and everything it started after the grace time (ms). */
  stop(graceMs: number): Promise<void>;
  /** Ends it and everything it started, at once. */
  kill(): void;
}

/** Makes a program end with us; run from its source, from the repository's folder. */
const parentWatch = './packages/launcher/src/parent-watch.mjs';
const keptLines = 15;

/**
 * Starts a program in a process group of its own: Ctrl-C on the terminal reaches only us, and we end the programs
 * in their order. Should we be killed, it ends by itself.
 */
export function runProgram(
  program: Pick<Program, 'command' | 'env'>,
  root: string,
  onLine: (line: string) => void,
): RunningProgram {
  const child = spawn(process.execPath, [`--import=${parentWatch}`, ...program.command], {
    cwd: root,
    env: program.env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  const keep = (line: string) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    onLine(line);
  };
  for (const output of [child.stdout, child.stderr]) {
    if (output) createInterface({ input: output }).on('line', keep);
  }
  child.once('exit', () => endGroup(child.pid));
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
  });
  return {
    exited,
    lastLines: () => lines,
    stop: async (graceMs) => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => endGroup(child.pid), graceMs);
      await exited;
      clearTimeout(timer);
    },
    kill: () => endGroup(child.pid),
  };
}

/** Ends at once whatever is left of a process group, such as an FFmpeg whose program has died. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) throw error;
  }
}
