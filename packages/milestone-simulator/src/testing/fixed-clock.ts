import type { Clock } from '../clock.ts';

/** A clock that stands still until it is moved. */
export class FixedClock implements Clock {
  constructor(private instant: string | number) {}

  now(): Date {
    return new Date(this.instant);
  }

  advance(seconds: number): void {
    this.instant = this.now().getTime() + seconds * 1000;
  }
}
