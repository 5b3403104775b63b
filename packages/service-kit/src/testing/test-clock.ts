import { Clock } from '../clock/clock.ts';

/** A clock that moves only when the test says so. */
export class TestClock extends Clock {
  constructor(private time: Date = new Date('2026-03-01T12:00:00.000Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  advance(seconds: number) {
    this.time = new Date(this.time.getTime() + seconds * 1000);
  }
}
