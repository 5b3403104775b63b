import {
  DEFAULT_PASSWORD,
  DEFAULT_USERNAME,
  type RunningSimulator,
  type SimulatorOptions,
  startSimulator,
} from '@playhead/milestone-simulator';
import { afterAll, beforeAll, beforeEach, onTestFinished } from 'vitest';
import type { MilestoneConfig } from '../config.ts';
import { createMilestoneClient, type MilestoneSurroundings } from '../create-milestone-client.ts';
import type { MilestoneDialect } from '../milestone-client.ts';

/** Dialects as `describe.each` takes them. */
export const dialects: readonly MilestoneDialect[] = ['rest', 'xprotect'];

/** A client, where a simulator is. It ends with the test. */
export function clientOf(
  { url: baseUrl }: Pick<RunningSimulator, 'url'>,
  api: MilestoneDialect,
  changes: Partial<MilestoneConfig> = {},
  surroundings: MilestoneSurroundings = {},
) {
  const config: MilestoneConfig = {
    api,
    baseUrl,
    username: DEFAULT_USERNAME,
    password: DEFAULT_PASSWORD,
    sessionTimeoutMs: 3_600_000,
    maxConnections: 50,
    retryAttempts: 3,
    retryDelayMs: 10,
    // Ends what hangs; a busy machine must not.
    requestTimeoutMs: 120_000,
    ...changes,
  };
  const client = createMilestoneClient(config, surroundings);
  onTestFinished(() => client.close());
  return client;
}

/** A simulator for the tests of a file or a `describe`: each finds it as it was at the start. */
export function simulatedVms(options: SimulatorOptions = { xprotect: {} }): () => RunningSimulator {
  let simulator: RunningSimulator | undefined;
  const running = () => {
    if (simulator === undefined) throw new Error('The simulator does not run yet.');
    return simulator;
  };
  beforeAll(async () => {
    simulator = await startSimulator(options);
  });
  beforeEach(() => running().reset());
  afterAll(() => simulator?.close());
  return running;
}
