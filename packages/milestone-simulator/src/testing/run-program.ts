import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/** The simulator as a process of its own, on a free port unless the environment says otherwise. */
export class Program {
  private readonly child;

  /** `main` is the built file. */
  constructor(main: string, environment: Record<string, string> = {}, args: readonly string[] = []) {
    const env = { PATH: process.env.PATH, SIMULATOR_PORT: '0', ...environment };
    this.child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** The origin, from the line that says that it is ready. */
  async url(): Promise<string> {
    const lines = createInterface(this.child.stdout);
    const [line] = await Promise.race([once(lines, 'line'), once(lines, 'close')]);
    const [, url] = /^ready (https?:\S+)$/.exec(String(line)) ?? [];
    if (url === undefined)
      throw new Error(`The simulator began with ${line ?? `its end: ${await text(this.child.stderr)}`}.`);
    return url;
  }

  /** Ends it and waits for that; resolves with the exit code. */
  async end(signal: 'SIGTERM' | 'SIGINT') {
    this.child.kill(signal);
    const [code] = await once(this.child, 'exit');
    return { code };
  }

  /** Waits until it ends by itself. */
  async failure() {
    const [output, [code]] = await Promise.all([text(this.child.stderr), once(this.child, 'exit')]);
    return { code, lines: output.trim().split('\n') };
  }
}
