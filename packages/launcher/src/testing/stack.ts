import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asEnvironment, freePorts, portVariables } from './free-ports.ts';

/** The whole product as `npm start` runs it, on free ports and with data of its own. */
export interface Stack {
  /** Where a browser finds it. */
  url: string;
  /** The simulated VMS. */
  simulatorUrl: string;
  stop(): Promise<void>;
}

/** `root` is the repository's folder, built; `settings` are variables for the programs, such as those of the simulated VMS. */
export async function startStack(root: string, settings: Record<string, string> = {}): Promise<Stack> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'playhead-e2e-'));
  const variables = asEnvironment(await freePorts([...portVariables, 'PLAYHEAD_POSTGRES_PORT']));
  const launcher = spawn(process.execPath, [join(root, 'packages/launcher/dist/main.js')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...variables,
      ...settings,
      PLAYHEAD_DATA_DIRECTORY: dataDirectory,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Whoever started it may fail before it stops it.
  const endWithUs = () => launcher.kill('SIGTERM');
  process.once('exit', endWithUs);
  const stop = async () => {
    process.off('exit', endWithUs);
    await end(launcher);
    await rm(dataDirectory, { recursive: true, force: true });
  };
  try {
    await ready(launcher);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `http://localhost:${variables.GATEWAY_PORT}`,
    simulatorUrl: `http://127.0.0.1:${variables.SIMULATOR_PORT}`,
    stop,
  };
}

/** Listens to the end: a launcher that nobody hears dies of its closed pipe. */
function ready(launcher: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const hear = (chunk: unknown) => {
      output += String(chunk);
      if (output.includes('Playhead is ready')) resolve();
    };
    launcher.stdout?.on('data', hear);
    launcher.stderr?.on('data', hear);
    launcher.once('exit', () => reject(new Error(`Playhead did not start:\n${output}`)));
  });
}

async function end(process: ChildProcess): Promise<void> {
  if (process.exitCode !== null || process.signalCode !== null) return;
  const exited = once(process, 'exit');
  process.kill('SIGTERM');
  await exited;
}
