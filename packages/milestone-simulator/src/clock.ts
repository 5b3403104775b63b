import { Signal } from './signal.ts';

/** Where the simulator reads the time, so that tests own it. */
export interface Clock {
  now(): Date;
  /** A clock that does not just go on says so whenever it was moved; without it, moves are noticed late. */
  onMoved?(listener: () => void): void;
}

export const systemClock: Clock = { now: () => new Date() };

/** Where a clock is to begin: at an instant (epoch ms), standing still or going on. */
export interface ClockSetting {
  at?: number | undefined;
  frozen?: boolean | undefined;
}

/** A clock that goes as another does until it is put forward or back, or made to stand still. */
export class SettableClock implements Clock {
  /** Whenever it was set, or the clock it follows was moved. */
  readonly moved = new Signal();
  private aheadMs = 0;
  private frozenAt: number | undefined;

  constructor(
    private readonly real: Clock,
    private readonly initial: ClockSetting = {},
  ) {
    real.onMoved?.(() => this.moved.tell());
    this.restore();
  }

  get isFrozen(): boolean {
    return this.frozenAt !== undefined;
  }

  now(): Date {
    return new Date(this.frozenAt ?? this.running());
  }

  /** What is left out stays as it is. */
  set({ at, frozen = this.isFrozen }: ClockSetting): void {
    const now = at ?? this.now().getTime();
    this.aheadMs += now - this.running();
    this.frozenAt = frozen ? now : undefined;
    this.moved.tell();
  }

  advance(ms: number): void {
    this.set({ at: this.now().getTime() + ms });
  }

  /** Back to how it began. */
  restore(): void {
    this.aheadMs = 0;
    this.frozenAt = undefined;
    this.set({ ...this.initial, frozen: this.initial.frozen ?? false });
  }

  private running(): number {
    return this.real.now().getTime() + this.aheadMs;
  }
}
