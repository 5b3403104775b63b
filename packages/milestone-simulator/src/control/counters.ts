import type { Operation } from '../http/operation.ts';

/** How often the simulator was called, for tests that prove what reached the VMS. */
export class Counters {
  private calls = new Map<Operation, number>();
  private stops = new Map<string, number>();

  countCall(operation: Operation): void {
    this.calls.set(operation, (this.calls.get(operation) ?? 0) + 1);
  }

  countStop(recordingId: string): void {
    this.stops.set(recordingId, (this.stops.get(recordingId) ?? 0) + 1);
  }

  reset(): void {
    this.calls = new Map();
    this.stops = new Map();
  }

  /** `calls` counts every request, also refused ones; `recordingStops` those that came past faults, by recording. */
  read() {
    return { calls: Object.fromEntries(this.calls), recordingStops: Object.fromEntries(this.stops) };
  }
}
