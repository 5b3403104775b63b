import { join } from 'node:path';
import { connect } from '@playhead/database';
import { createTestDatabase } from '@playhead/database/testing';
import { type SimulatorOptions, startSimulator } from '@playhead/milestone-simulator';
import { buildService, createTestKeys, runServiceProcess } from '@playhead/service-kit/testing';
import { addUser, milestoneVariables } from './recording-world.ts';

/**
 * What recording needs to run as processes of its own, which can be killed: by the clock of the machine, over a real
 * database and a simulated VMS. With `directory` the VMS writes its recordings down there.
 */
export async function createProcessWorld(vms: Pick<SimulatorOptions, 'cameras' | 'directory'> = {}) {
  const testDatabase = await createTestDatabase();
  const database = connect({ url: testDatabase.url, maxConnections: 4 });
  const keys = await createTestKeys();
  const token = await keys.tokenFor('operator', { userId: await addUser(database) });
  const simulator = await startSimulator(vms);
  const program = await buildService(join(import.meta.dirname, '../..'));
  const variables = {
    ...milestoneVariables(simulator.url),
    DATABASE_URL: testDatabase.url,
    AUTH_PUBLIC_KEY_FILE: keys.publicKeyFile,
  };
  return {
    database,
    simulator,
    /** Of an operator who sees every camera. */
    token,
    program,
    variables,
    /** Whoever runs one ends it. */
    run: (settings: Record<string, string> = {}) => runServiceProcess(program, { ...variables, ...settings }),
    close: async () => {
      await simulator.close();
      await database.destroy();
      await keys.remove();
      await testDatabase.drop();
    },
  };
}

export type ProcessWorld = Awaited<ReturnType<typeof createProcessWorld>>;
