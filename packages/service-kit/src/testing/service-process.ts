import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { vi } from 'vitest';
import bundle from '../../../../rolldown.config.mjs';

export interface ServiceProcess {
  url: string;
  /** SIGKILL: no handler of the service runs. */
  kill(): Promise<void>;
  /** SIGTERM: the service drains and ends. */
  stop(): Promise<void>;
}

/** Builds the program of a service folder, as `npm run build` does, into a folder of the test's own. */
export async function buildService(serviceDirectory: string): Promise<string> {
  const directory = join(serviceDirectory, 'dist', 'test');
  const build = await rolldown({
    input: join(serviceDirectory, 'src/main.ts'),
    platform: bundle.platform,
    external: bundle.external,
    tsconfig: bundle.tsconfig,
  });
  await build.write({ dir: directory, format: 'esm' });
  await build.close();
  return join(directory, 'main.js');
}

/** Runs a service as a process of its own, ready to serve on a free port. */
export async function runServiceProcess(
  program: string,
  variables: Record<string, string>,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [program], {
    env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await listeningAddress(child);
  await vi.waitFor(
    async () => {
      const { ok } = await fetch(`${url}/health/ready`);
      if (!ok) throw new Error('The service is not ready yet.');
    },
    { timeout: 60_000, interval: 50 },
  );
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  };
  return { url, kill: () => end('SIGKILL'), stop: () => end('SIGTERM') };
}

/** Fastify logs where it listens; with port 0 that is the only place that tells. */
function listeningAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let log = '';
    child.stdout?.on('data', (chunk) => {
      log += String(chunk);
      const [address] = /http:\/\/127\.0\.0\.1:\d+/.exec(log) ?? [];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The service ended while it started: ${log}`)));
  });
}
