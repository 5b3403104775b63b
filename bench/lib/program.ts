import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './root.ts';

/** A program that the benchmark started, and where it listens. */
export interface Program {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/**
 * Runs a built program until it prints an `http://` address. Its complaints go to our own standard error.
 * `nodeOptions` are Node's own arguments, such as `--cpu-prof`.
 */
export async function startProgram(
  file: string,
  variables: Record<string, string>,
  nodeOptions: readonly string[] = [],
): Promise<Program> {
  const child = spawn(process.execPath, [...nodeOptions, file], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endsWithUs(child);
  const url = await printedAddress(child, file);
  return {
    url,
    pid: child.pid ?? Number.NaN,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

/** A benchmark that fails leaves nothing running. */
function endsWithUs(child: ChildProcess) {
  const end = () => child.kill('SIGTERM');
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
}

function printedAddress(child: ChildProcess, file: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it listened.`)));
    if (child.stdout === null) return;
    createInterface(child.stdout).on('line', (line) => {
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (address !== undefined) resolve(address);
    });
  });
}

/** Builds a workspace folder as `npm run build` does, and runs its program. */
export async function buildAndStart(
  folder: string,
  variables: Record<string, string>,
  nodeOptions: readonly string[] = [],
): Promise<Program> {
  await build(folder);
  return startProgram(join(root, folder, 'dist/main.js'), variables, nodeOptions);
}

/** Builds one workspace, or everything: `.`. */
export async function build(folder: string): Promise<void> {
  const npm = spawn('npm', ['run', '--silent', 'build'], {
    cwd: join(root, folder),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(npm, 'close');
  if (code !== 0) throw new Error(`${folder} could not be built (${code}).`);
}
