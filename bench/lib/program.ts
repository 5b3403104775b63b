import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './root.ts';

/** A built program of the workspace that runs beside the benchmark. */
export interface RunningProgram {
  url: string;
  stop(): Promise<void>;
}

/** Builds the workspace folder and runs its program; it is ready when it prints its address. */
export async function runProgram(folder: string, variables: Record<string, string>): Promise<RunningProgram> {
  const cwd = join(root, folder);
  const build = spawn('npm', ['run', '--silent', 'build'], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(build, 'close');
  if (code !== 0) throw new Error(`${folder} could not be built (${code}).`);

  const child = spawn(process.execPath, [join(cwd, 'dist/main.js')], {
    cwd,
    env: { PATH: process.env.PATH, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (output.length < 100_000) output += chunk.toString();
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('close', () => reject(new Error(`${folder} ended while it started:\n${output}`)));
  });
  return {
    url,
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
