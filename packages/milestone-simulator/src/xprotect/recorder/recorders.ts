import type { Simulation } from '../../simulation.ts';
import { RecorderServer, type RecorderServerOptions } from './recorder-server.ts';

export interface RecordersOptions extends Omit<RecorderServerOptions, 'port'> {
  /** The first recorder's port, the second has the next; 0, the default, takes any free ones. */
  recorderPort?: number | undefined;
}

/** The recorders of the site, listening. */
export class Recorders {
  private constructor(private readonly running: readonly RecorderServer[]) {}

  /** @throws the listen error (`EADDRINUSE`). */
  static async start(simulation: Simulation, options: RecordersOptions): Promise<Recorders> {
    const { recorderPort = 0, ...shared } = options;
    const running: RecorderServer[] = [];
    for (const [index, server] of simulation.xprotect.servers.entries()) {
      const port = recorderPort === 0 ? 0 : recorderPort + index;
      running.push(await RecorderServer.start(simulation, server, { ...shared, port }));
    }
    return new Recorders(running);
  }

  async close(): Promise<void> {
    await Promise.all(this.running.map((recorder) => recorder.close()));
  }
}
