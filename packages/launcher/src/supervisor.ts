import { setTimeout as delay } from 'node:timers/promises';
import { LauncherError } from './launcher-error.ts';
import type { Program } from './programs.ts';
import type { RunningProgram } from './running-program.ts';

export interface SupervisorOptions {
  run(program: Program): RunningProgram;
  /** Whether the program got ready within the time (ms). */
  isReady(program: Program, timeoutMs: number, signal: AbortSignal): Promise<boolean>;
  /** Told, in one line, what the operator should know. */
  report(line: string): void;
  wait?(ms: number, signal: AbortSignal): Promise<unknown>;
  now?(): number;
}

/** `running` is undefined while a program that ended waits for its next start. */
interface Slot {
  program: Program;
  running: RunningProgram | undefined;
  restarting: boolean;
}

const readyWithinMs = 60_000;
/** More than a service needs to drain. */
const graceMs = 12_000;
const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** A program that ran this long starts again without having its earlier crashes held against it. */
const steadyMs = 60_000;
const stages = ['gateway', 'services', 'simulator'] as const;

/** Starts the programs, keeps them running, and stops them in their order. */
export class Supervisor {
  private readonly slots: Slot[] = [];
  private readonly closing = new AbortController();
  private readonly wait: NonNullable<SupervisorOptions['wait']>;
  private readonly now: () => number;

  constructor(private readonly options: SupervisorOptions) {
    this.wait = options.wait ?? ((ms, signal) => delay(ms, undefined, { signal }));
    this.now = options.now ?? (() => performance.now());
  }

  /**
   * Starts all programs at once; resolves when all are ready. From then on one that ends is started again.
   *
   * @throws LauncherError with the last log lines of the first that ends or is not ready within a minute.
   */
  async start(programs: readonly Program[], signal: AbortSignal): Promise<void> {
    const begun = programs.map((program) => {
      const running = this.options.run(program);
      const slot: Slot = { program, running, restarting: false };
      this.slots.push(slot);
      return { slot, running };
    });
    const others = new AbortController();
    const either = AbortSignal.any([signal, others.signal]);
    try {
      await Promise.all(begun.map(({ slot, running }) => this.untilReady(slot.program, running, either)));
    } finally {
      others.abort();
    }
    for (const { slot, running } of begun) void this.keepRunning(slot, running);
  }

  /** Ends a program so that it is started again at once, from its new build. */
  async restart(name: string): Promise<void> {
    const slot = this.slots.find(({ program }) => program.name === name);
    if (!slot?.running || slot.restarting) return;
    slot.restarting = true;
    await slot.running.stop(graceMs);
  }

  /** Stops what serves the browser first and what serves others last. */
  async stop(): Promise<void> {
    this.closing.abort();
    for (const stage of stages) {
      const ofStage = this.slots.filter(({ program }) => program.stage === stage);
      await Promise.all(ofStage.map(({ running }) => running?.stop(graceMs)));
    }
  }

  /** Ends every program at once. */
  kill(): void {
    this.closing.abort();
    for (const { running } of this.slots) running?.kill();
  }

  private async untilReady(program: Program, running: RunningProgram, signal: AbortSignal): Promise<void> {
    const ready = this.options.isReady(program, readyWithinMs, signal);
    const outcome = await Promise.race([ready, running.exited]);
    if (outcome === true) return;
    // What it wrote last comes before what we make of it: the reason is usually there.
    const lines = running.lastLines().map((line) => `    ${line}\n`);
    const how =
      outcome === false
        ? `was not ready within ${readyWithinMs / 1000} s`
        : `ended while it started (${outcome})`;
    throw new LauncherError(`${lines.join('')}${program.name} ${how}.`);
  }

  private async keepRunning(slot: Slot, first: RunningProgram): Promise<void> {
    let crashes = 0;
    for (let running = first; ; ) {
      const begun = this.now();
      const how = await running.exited;
      slot.running = undefined;
      if (this.closing.signal.aborted) return;
      if (!slot.restarting) {
        crashes = this.now() - begun >= steadyMs ? 1 : crashes + 1;
        const waitMs = Math.min(firstWaitMs * 2 ** (crashes - 1), longestWaitMs);
        this.options.report(
          `! ${slot.program.name} ended (${how}); it is started again in ${waitMs / 1000} s.`,
        );
        await this.wait(waitMs, this.closing.signal).catch(() => undefined);
        if (this.closing.signal.aborted) return;
      }
      slot.restarting = false;
      running = this.options.run(slot.program);
      slot.running = running;
    }
  }
}
