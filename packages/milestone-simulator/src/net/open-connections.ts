import type { Port } from '../faults/faults.ts';

/** How many connections are open at each port. */
export class OpenConnections {
  private readonly open = new Map<Port, number>();

  opened(port: Port): void {
    this.open.set(port, this.at(port) + 1);
  }

  closed(port: Port): void {
    this.open.set(port, this.at(port) - 1);
  }

  /** At the gateway, and at each recorder that had any, by its number. */
  read() {
    const recorders = [...this.open].filter(([port]) => port !== 'gateway');
    return { gateway: this.at('gateway'), recorders: Object.fromEntries(recorders) };
  }

  private at(port: Port): number {
    return this.open.get(port) ?? 0;
  }
}
