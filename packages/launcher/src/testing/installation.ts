import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { z } from 'zod';
import bundle from '../../../../rolldown.config.mjs';
import { asEnvironment, freePorts, portVariables } from './free-ports.ts';

const Answer = z.object({ name: z.string(), pid: z.number() });

const repository = fileURLToPath(new URL('../../../..', import.meta.url));
/** One for each program. */
type PortVariable = (typeof portVariables)[number];

const workspaces = [
  'packages/gateway',
  'packages/milestone-simulator',
  'services/console',
  'services/vms',
  'services/recording',
  'services/playback',
];

/** A launch under way. */
export interface Launch {
  process: ChildProcess;
  /** Resolves to everything printed so far once it holds the text; rejects when the launcher ends without it. */
  printed(text: string): Promise<string>;
  /** Resolves when the launcher has ended. */
  ended: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** The real launcher with the real PostgreSQL, over programs that only stand in for ours. */
export class Installation {
  private readonly launches: Launch[] = [];

  private constructor(
    readonly folder: string,
    readonly ports: ReadonlyMap<string, number>,
  ) {}

  static async create(): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'playhead-launcher-'));
    await chmod(folder, 0o755);
    await Promise.all([
      symlink(join(repository, 'node_modules'), join(folder, 'node_modules')),
      symlink(join(repository, 'migrations'), join(folder, 'migrations')),
      linkSource(folder, 'packages/launcher/src/parent-watch.mjs'),
      ...workspaces.map((workspace) => standIn(join(folder, workspace, 'dist', 'main.js'))),
      build({
        ...bundle,
        input: join(repository, 'packages/launcher/src/main.ts'),
        output: { ...bundle.output, dir: join(folder, 'packages/launcher/dist') },
        logLevel: 'warn',
      }),
    ]);
    return new Installation(folder, await freePorts());
  }

  launch(environment: Record<string, string> = {}): Launch {
    const child = spawn(process.execPath, [join(this.folder, 'packages/launcher/dist/main.js')], {
      cwd: this.folder,
      env: {
        PATH: process.env.PATH,
        STOP_LOG: this.stopLog,
        ...asEnvironment(this.ports),
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const launch = follow(child);
    this.launches.push(launch);
    return launch;
  }

  portOf(variable: PortVariable): number {
    const port = this.ports.get(variable);
    if (port === undefined) throw new Error(`There is no ${variable}.`);
    return port;
  }

  /** What the program on that port says about itself. */
  async ask(variable: PortVariable, path = '/'): Promise<z.infer<typeof Answer>> {
    const response = await fetch(`http://127.0.0.1:${this.portOf(variable)}${path}`);
    return Answer.parse(await response.json());
  }

  /** The process ids of all programs. */
  async pids(): Promise<number[]> {
    return (await Promise.all(portVariables.map((variable) => this.ask(variable)))).map(({ pid }) => pid);
  }

  /** The programs that were told to stop, in that order. */
  async stopped(): Promise<string[]> {
    const lines = await readFile(this.stopLog, 'utf8');
    return lines.trim().split('\n');
  }

  async remove(): Promise<void> {
    for (const { process: child, ended } of this.launches) {
      child.kill('SIGTERM');
      await ended;
    }
    await rm(this.folder, { recursive: true });
  }

  private get stopLog(): string {
    return join(this.folder, 'stop.log');
  }
}

async function linkSource(folder: string, file: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await symlink(join(repository, file), join(folder, file));
}

async function standIn(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await copyFile(fileURLToPath(new URL('stand-in-program.mjs', import.meta.url)), path);
}

function follow(child: ChildProcess): Launch {
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout?.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
    for (const look of waiting) look();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const ended = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  const printed = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (stdout.includes(text)) resolve(stdout);
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`The launcher ended without «${text}»:\n${stdout}${stderr}`)));
    });
  return { process: child, printed, ended };
}
