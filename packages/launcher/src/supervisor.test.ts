import { describe, expect, it } from 'vitest';
import type { Program } from './programs.ts';
import type { RunningProgram } from './running-program.ts';
import { Supervisor } from './supervisor.ts';

const program = (name: string, stage: Program['stage']): Program => ({
  name,
  stage,
  workspace: `services/${name}`,
  command: [],
  env: {},
  readyUrl: 'http://127.0.0.1:1/health/ready',
});
const all = [program('simulator', 'simulator'), program('vms', 'services'), program('gateway', 'gateway')];
const never = new AbortController().signal;

/** Programs that end when they are told to. */
function given({ ready = true } = {}) {
  const clock = { ms: 0 };
  const events: string[] = [];
  const reports: string[] = [];
  const waits: { ms: number; over: () => void }[] = [];
  const crash = new Map<string, (how: string) => void>();

  const run = ({ name }: Program): RunningProgram => {
    events.push(`run ${name}`);
    const exited = new Promise<string>((resolve) => crash.set(name, resolve));
    const end = (verb: string) => {
      events.push(`${verb} ${name}`);
      crash.get(name)?.('SIGTERM');
    };
    return {
      exited,
      lastLines: () => ['the reason'],
      stop: async () => end('stop'),
      kill: () => end('kill'),
    };
  };
  const supervisor = new Supervisor({
    run,
    isReady: async () => ready || (await new Promise<boolean>(() => undefined)),
    report: (line) => void reports.push(line),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        waits.push({ ms, over: () => resolve(undefined) });
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    now: () => clock.ms,
  });
  const crashOf = (name: string, how = 'exit code 1') => crash.get(name)?.(how);
  return { supervisor, clock, events, reports, waits, crashOf };
}

/** Lets everything that is due happen. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('the supervisor', () => {
  it('stops the gateway first, then the services, then the simulator', async () => {
    const { supervisor, events } = given();
    await supervisor.start(all, never);
    await supervisor.stop();
    expect(events).toEqual([
      'run simulator',
      'run vms',
      'run gateway',
      'stop gateway',
      'stop vms',
      'stop simulator',
    ]);
  });

  it('gives up a start with the last words of the program that ended', async () => {
    const { supervisor, crashOf } = given({ ready: false });
    const starting = supervisor.start(all, never);
    crashOf('vms', 'exit code 3');
    await expect(starting).rejects.toThrow('    the reason\nvms ended while it started (exit code 3).');
  });

  it('starts a crashed program again, waiting longer each time', async () => {
    const { supervisor, events, reports, waits, crashOf } = given();
    await supervisor.start(all, never);
    for (const times of [1, 2, 3]) {
      crashOf('vms');
      await settled();
      waits.at(-1)?.over();
      await settled();
      expect(events.filter((event) => event === 'run vms')).toHaveLength(times + 1);
    }
    expect(waits.map(({ ms }) => ms)).toEqual([500, 1_000, 2_000]);
    expect(reports[0]).toBe('! vms ended (exit code 1); it is started again in 0.5 s.');
  });

  it('waits half a minute at most', async () => {
    const { supervisor, waits, crashOf } = given();
    await supervisor.start(all, never);
    for (let times = 0; times < 10; times += 1) {
      crashOf('vms');
      await settled();
      waits.at(-1)?.over();
      await settled();
    }
    expect(waits.at(-1)?.ms).toBe(30_000);
  });

  it('forgets old crashes once a program has run for a while', async () => {
    const { supervisor, clock, waits, crashOf } = given();
    await supervisor.start(all, never);
    for (const ranMs of [0, 0, 60_000]) {
      clock.ms += ranMs;
      crashOf('vms');
      await settled();
      waits.at(-1)?.over();
      await settled();
    }
    expect(waits.map(({ ms }) => ms)).toEqual([500, 1_000, 500]);
  });

  it('starts nothing again once it stops', async () => {
    const { supervisor, events, reports, crashOf } = given();
    await supervisor.start(all, never);
    crashOf('vms');
    await settled();
    await supervisor.stop();
    await settled();
    expect(events.filter((event) => event === 'run vms')).toHaveLength(1);
    expect(reports).toHaveLength(1);
  });

  it('starts a rebuilt program again at once and without a word', async () => {
    const { supervisor, events, reports, waits } = given();
    await supervisor.start(all, never);
    await supervisor.restart('vms');
    await settled();
    expect(events.slice(3)).toEqual(['stop vms', 'run vms']);
    expect([reports, waits]).toEqual([[], []]);
  });

  it('ends everything at once when there is no time', async () => {
    const { supervisor, events } = given();
    await supervisor.start(all, never);
    supervisor.kill();
    await settled();
    expect(events.slice(3)).toEqual(['kill simulator', 'kill vms', 'kill gateway']);
  });
});
