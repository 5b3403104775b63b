import type { Clock } from '../clock.ts';
import { Signal } from '../signal.ts';

/** A clock that stands still until it is moved. */
export class FixedClock implements Clock {
  private readonly moved = new Signal();

  constructor(private instant: string | number) {}

  now(): Date {
    return new Date(this.instant);
  }

  onMoved(listener: () => void): void {
    this.moved.listen(listener);
  }

  advance(seconds: number): void {
    this.instant = this.now().getTime() + seconds * 1000;
    this.moved.tell();
  }
}
