import { Slots } from '../calls/slots.ts';
import { Connection, type Server } from './connection.ts';
import type { Ending } from './ending.ts';

/**
 * `read` keeps its connections. `write` opens one per request: when the VMS drops a kept one at the wrong moment,
 * nobody could tell whether it saw the request. `video` has its own, so that streams cannot starve the rest.
 */
export type PoolName = 'read' | 'write' | 'video';

/** A connection that nobody else has meanwhile. */
export interface Lease {
  connection: Connection;
  /** The request was answered in full: the connection may serve others. */
  giveBack(): void;
  /** Closes the connection, and makes room for another. */
  drop(reason?: Error): void;
}

/** The connections to one server: reads and writes at most `most` each, video at most `mostVideo`; the others wait in line. */
export class Connections {
  readonly #server: Server;
  readonly #places: Record<PoolName, Slots>;
  readonly #open = new Set<Connection>();
  /** The one that was used last is taken first, so that no more are kept open than are needed. */
  readonly #resting: Connection[] = [];

  constructor({ uri, most, mostVideo }: { uri: string; most: number; mostVideo: number }) {
    this.#server = { uri };
    this.#places = { read: new Slots(most), write: new Slots(most), video: new Slots(mostVideo) };
  }

  /** Rejects when the end comes before there is one. */
  async lend(pool: PoolName, ending: Ending): Promise<Lease> {
    const leave = this.#places[pool].enter() ?? (await inLine(this.#places[pool], ending));
    const connection = (pool === 'read' ? this.#resting.pop() : undefined) ?? this.#make();
    let isLent = true;
    const end = (how: () => void) => {
      if (!isLent) return;
      isLent = false;
      how();
      leave();
    };
    const close = (reason?: Error) => {
      this.#open.delete(connection);
      void connection.destroy(reason);
    };
    return {
      connection,
      drop: (reason) => end(() => close(reason)),
      giveBack: () => end(() => (pool === 'read' ? void this.#resting.push(connection) : close())),
    };
  }

  async close(): Promise<void> {
    this.#resting.length = 0;
    await Promise.all([...this.#open].map((connection) => connection.destroy()));
    this.#open.clear();
  }

  #make(): Connection {
    const connection = new Connection(this.#server);
    this.#open.add(connection);
    return connection;
  }
}

function inLine(places: Slots, ending: Ending): Promise<() => void> {
  const controller = new AbortController();
  ending.listen((reason) => controller.abort(reason));
  return places.acquire(controller.signal);
}
