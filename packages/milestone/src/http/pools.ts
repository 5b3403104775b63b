import http from 'node:http';
import https from 'node:https';

/**
 * `read` keeps its connections. `write` opens one per request: when the VMS drops a kept one at the wrong moment,
 * nobody could tell whether it saw the request. `video` has its own, so that streams cannot starve the rest.
 */
export type PoolName = 'read' | 'write' | 'video';

export interface Agents {
  httpAgent: http.Agent;
  httpsAgent: https.Agent;
}

const agents = (options: http.AgentOptions): Agents => ({
  httpAgent: new http.Agent(options),
  httpsAgent: new https.Agent(options),
});

/** A single connection that is kept from one request to the next, until it is destroyed. */
export const oneConnection = (): Agents => agents({ keepAlive: true, maxSockets: 1 });

export function destroyAgents({ httpAgent, httpsAgent }: Agents) {
  httpAgent.destroy();
  httpsAgent.destroy();
}

/** The connections to one VMS: reads and writes at most `maxSockets` each, video at most `maxVideoSockets`. */
export class Pools {
  readonly #pools: Record<PoolName, Agents>;

  constructor({ maxSockets, maxVideoSockets }: { maxSockets: number; maxVideoSockets: number }) {
    this.#pools = {
      read: agents({ keepAlive: true, maxSockets }),
      write: agents({ keepAlive: false, maxSockets }),
      video: agents({ keepAlive: false, maxSockets: maxVideoSockets }),
    };
  }

  get(name: PoolName): Agents {
    return this.#pools[name];
  }

  destroy() {
    for (const pool of Object.values(this.#pools)) destroyAgents(pool);
  }
}
