import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { asEnvironment, freePorts } from './testing/free-ports.ts';
import { Installation } from './testing/installation.ts';

let installation: Installation;

beforeAll(async () => {
  installation = await Installation.create();
});
afterEach(async () => {
  await rm(join(installation.folder, 'stop.log'), { force: true });
});
afterAll(async () => {
  await installation.remove();
});

const ready = 'Ctrl-C stops everything.';

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The server's own lock file names it while it runs. */
async function postgresPid(): Promise<number> {
  const lock = await readFile(join(installation.folder, '.data/postgres/cluster/postmaster.pid'), 'utf8');
  return Number.parseInt(lock, 10);
}

/** @returns what puts the program back */
async function replaceProgram(workspace: string, change: (source: string) => string) {
  const program = join(installation.folder, workspace, 'dist/main.js');
  const source = await readFile(program, 'utf8');
  await writeFile(program, change(source));
  return () => writeFile(program, source);
}

describe('a start', () => {
  it('prints a line for each step and then where everything is', async () => {
    const launch = installation.launch();
    const text = await launch.printed(ready);
    const steps = text.split('\n').filter((line) => line.startsWith('✓'));
    expect(steps.map((line) => line.replace(/ \(\d+\.\d s\)$/, ''))).toEqual([
      '✓ data directory',
      '✓ FFmpeg',
      '✓ ports',
      '✓ keys',
      '✓ PostgreSQL',
      '✓ migrations',
      '✓ simulator, console, vms, recording, playback, gateway',
    ]);
    expect(text).toContain(`http://localhost:${installation.portOf('GATEWAY_PORT')}`);
    launch.process.kill('SIGTERM');
    expect(await launch.ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('is ended by Ctrl-C: gateway, services, simulator, PostgreSQL, and nothing is left', async () => {
    const launch = installation.launch();
    await launch.printed(ready);
    const pids = [...(await installation.pids()), await postgresPid()];
    launch.process.kill('SIGINT');
    expect(await launch.ended).toMatchObject({ code: 0 });
    expect(pids.filter(lives)).toEqual([]);
    const [first, ...others] = await installation.stopped();
    expect(first).toBe('gateway');
    expect(others.slice(0, -1).sort()).toEqual(['console', 'playback', 'recording', 'vms']);
    expect(others.at(-1)).toBe('milestone-simulator');
  });

  it('ends at once when Ctrl-C is pressed again, though a program does not let go', async () => {
    const restore = await replaceProgram('services/vms', (source) =>
      source.replace('process.exit(0);', '/* stays */'),
    );
    try {
      const launch = installation.launch();
      await launch.printed(ready);
      const pids = [...(await installation.pids()), await postgresPid()];
      let ended = false;
      void launch.ended.then(() => {
        ended = true;
      });
      const pressUntilEnded = () => {
        launch.process.kill('SIGINT');
        expect(ended).toBe(true);
      };
      await vi.waitFor(pressUntilEnded, { timeout: 8_000, interval: 100 });
      expect(await launch.ended).toMatchObject({ code: 130 });
      await vi.waitFor(() => expect(pids.filter(lives)).toEqual([]), { timeout: 10_000, interval: 50 });
    } finally {
      await restore();
    }
  });

  it('starts a crashed program again and says so', async () => {
    const launch = installation.launch();
    await launch.printed(ready);
    const { pid } = await installation.ask('RECORDING_PORT');
    await installation.ask('RECORDING_PORT', '/crash').catch(() => undefined);
    await launch.printed('! recording ended (exit code 3); it is started again in 0.5 s.');
    const again = await vi.waitFor(() => installation.ask('RECORDING_PORT'), {
      timeout: 10_000,
      interval: 50,
    });
    expect(again.name).toBe('recording');
    expect(again.pid).not.toBe(pid);
    launch.process.kill('SIGTERM');
    await launch.ended;
  });

  it('goes on when nobody reads its output any more', async () => {
    const launch = installation.launch();
    await launch.printed(ready);
    launch.process.stdout?.destroy();
    const { pid } = await installation.ask('VMS_PORT');
    await installation.ask('VMS_PORT', '/crash').catch(() => undefined);
    const again = await vi.waitFor(() => installation.ask('VMS_PORT'), { timeout: 10_000, interval: 50 });
    expect(again.pid).not.toBe(pid);
    launch.process.kill('SIGTERM');
    expect(await launch.ended).toMatchObject({ code: 0 });
  });

  it('leaves no process behind when it is killed, and starts again on the same data', async () => {
    const launch = installation.launch();
    await launch.printed(ready);
    const pids = [...(await installation.pids()), await postgresPid()];
    launch.process.kill('SIGKILL');
    await launch.ended;
    await vi.waitFor(() => expect(pids.filter(lives)).toEqual([]), { timeout: 10_000, interval: 50 });

    const next = installation.launch();
    await next.printed(ready);
    next.process.kill('SIGTERM');
    expect(await next.ended).toMatchObject({ code: 0 });
  });

  it('leaves no process behind however often it is killed, though a program is stuck in its last words', async () => {
    // As pino does on exit when the reader of its pipe is gone: it tries again for ever.
    const restore = await replaceProgram('services/console', (source) =>
      source.replace('process.exit(0);', 'for (;;) { /* writes in vain */ }'),
    );
    try {
      for (let time = 0; time < 3; time += 1) {
        const launch = installation.launch();
        await launch.printed(ready);
        const pids = await installation.pids();
        launch.process.kill('SIGKILL');
        await launch.ended;
        await vi.waitFor(() => expect(pids.filter(lives)).toEqual([]), { timeout: 10_000, interval: 50 });
      }
    } finally {
      await restore();
    }
  });

  it('starts PostgreSQL again when that was killed', async () => {
    const launch = installation.launch();
    await launch.printed(ready);
    const pid = await postgresPid();
    process.kill(pid, 'SIGKILL');
    await launch.printed('! PostgreSQL ended; it is started again.');
    await vi.waitFor(async () => expect(await postgresPid()).not.toBe(pid), {
      timeout: 10_000,
      interval: 50,
    });
    launch.process.kill('SIGTERM');
    expect(await launch.ended).toMatchObject({ code: 0 });
  });
});

describe('a start that cannot succeed', () => {
  const refused = async (environment: Record<string, string>) => {
    const { code, stderr } = await installation.launch(environment).ended;
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    return stderr;
  };

  it('names the variable of the port that is taken', async () => {
    const other = createServer().listen(installation.portOf('PLAYBACK_PORT'), '127.0.0.1');
    try {
      expect(await refused({})).toMatch(/PLAYBACK_PORT to another port/);
    } finally {
      other.close();
    }
  });

  it('names the variable of an FFmpeg that is missing', async () => {
    expect(await refused({ FFMPEG_PATH: '/nowhere/ffmpeg' })).toMatch(/FFMPEG_PATH/);
  });

  it('names the variable of a data directory that cannot be written to', async () => {
    const file = join(installation.folder, 'a-file');
    await writeFile(file, '');
    expect(await refused({ PLAYHEAD_DATA_DIRECTORY: file })).toMatch(/PLAYHEAD_DATA_DIRECTORY/);
  });

  it('names the variable of a database that cannot be reached, and not its password', async () => {
    const url = 'postgresql://playhead:their-secret@127.0.0.1:1/playhead';
    const message = await refused({ DATABASE_URL: url });
    expect(message).toMatch(/DATABASE_URL/);
    expect(message).not.toMatch(/their-secret/);
  });

  it('names the variable of a port that PostgreSQL cannot have', async () => {
    const port = (await freePorts()).get('GATEWAY_PORT');
    const other = createServer().listen(port, '127.0.0.1');
    try {
      expect(await refused({ PLAYHEAD_POSTGRES_PORT: String(port) })).toMatch(/PLAYHEAD_POSTGRES_PORT/);
    } finally {
      other.close();
    }
  });

  it('names a variable that is not valid', async () => {
    expect(await refused({ GATEWAY_PORT: 'eighty' })).toMatch(/GATEWAY_PORT must be a port/);
  });

  it('refuses the data directory of another Playhead that runs', async () => {
    const launch = installation.launch();
    await launch.printed(ready);
    expect(await refused(asEnvironment(await freePorts()))).toMatch(/in use by another Playhead/);
    await installation.ask('VMS_PORT');
    launch.process.kill('SIGTERM');
    await launch.ended;
  });

  it('shows the last words of a program that does not start', async () => {
    const restore = await replaceProgram(
      'services/vms',
      () => "console.error('no such setting'); process.exit(1);",
    );
    try {
      const { code, stderr } = await installation.launch().ended;
      expect(code).toBe(1);
      expect(stderr).toBe('    no such setting\nvms ended while it started (exit code 1).\n');
    } finally {
      await restore();
    }
  });
});
