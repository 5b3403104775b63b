/** Where the simulator reads the time, so that tests own it. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Where a clock is to begin: at an instant (epoch ms), standing still or going on. */
export interface ClockSetting {
  at?: number | undefined;
  frozen?: boolean | undefined;
}

/** A clock that goes as another does until it is put forward or back, or made to stand still. */
export class SettableClock implements Clock {
  private aheadMs = 0;
  private frozenAt: number | undefined;

  constructor(
    private readonly real: Clock,
    private readonly initial: ClockSetting = {},
  ) {
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
