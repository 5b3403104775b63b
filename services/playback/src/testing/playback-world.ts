import { join } from 'node:path';
import { CameraId } from '@playhead/contracts';
import { connect } from '@playhead/database';
import { createTestDatabase } from '@playhead/database/testing';
import { findFfmpeg } from '@playhead/ffmpeg';
import { type SimulatorOptions, startSimulator } from '@playhead/milestone-simulator';
import { call, createTestKeys, startTestService, TestClock } from '@playhead/service-kit/testing';
import { PlaybackConfig } from '../config.ts';
import { playbackService } from '../playback.module.ts';

/**
 * A playback service over a real database, a real FFmpeg and a simulated VMS. It is always the same noon for all of
 * them, so that the simulated history is the same at every run.
 */
export async function createWorld(
  variables: Record<string, string> = {},
  vms: Pick<SimulatorOptions, 'container' | 'prepared' | 'scenario' | 'speeds' | 'xprotect'> = {},
) {
  const testDatabase = await createTestDatabase();
  const clock = new TestClock();
  const keys = await createTestKeys(() => clock.now());
  const simulator = await startSimulator({ clock, ...vms });
  const database = connect({ url: testDatabase.url, maxConnections: 2 });
  const directory = join(keys.directory, 'playback');
  const environment = {
    MILESTONE_BASE_URL: simulator.url,
    MILESTONE_USERNAME: 'playhead',
    MILESTONE_PASSWORD: 'playhead-simulator',
    MILESTONE_RETRY_DELAY: '10ms',
    PLAYBACK_DIRECTORY: directory,
    PLAYBACK_SIGNING_KEY_FILE: keys.signingKeyFile,
    ...variables,
  };
  const startInstance = (changes: Record<string, string> = {}) =>
    startTestService(playbackService, PlaybackConfig, {
      keys,
      clock,
      databaseUrl: testDatabase.url,
      variables: { ...environment, ...changes },
    });
  const service = await startInstance();
  const user = await database
    .insertInto('users')
    .values({ username: 'investigator', display_name: 'Ines', password_hash: '', role: 'investigator' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const investigator = await keys.tokenFor('investigator', { userId: user.id });

  return {
    clock,
    keys,
    simulator,
    service,
    directory,
    database,
    ffmpegPath: await findFfmpeg(),
    investigator,
    /** Another instance of playback beside `service`, with the same database, VMS, keys and disk. */
    startInstance,
    /** What a process of its own needs to be another instance; it has the real clock. */
    environment: {
      ...environment,
      DATABASE_URL: testDatabase.url,
      AUTH_PUBLIC_KEY_FILE: keys.publicKeyFile,
    },
    /** The account behind the investigator's token. */
    userId: user.id,
    /** From now on the investigator sees these cameras only. */
    showOnly: async (cameras: { id: CameraId }[]) => {
      await database.updateTable('users').set({ all_cameras: false }).where('id', '=', user.id).execute();
      for (const { id } of cameras)
        await database.insertInto('camera_access').values({ user_id: user.id, camera_id: id }).execute();
    },
    /** The investigator sees every camera again. */
    showAll: async () => {
      await database.updateTable('users').set({ all_cameras: true }).where('id', '=', user.id).execute();
      await database.deleteFrom('camera_access').where('user_id', '=', user.id).execute();
    },
    call: (request: string, body?: unknown) =>
      call(service.url, request, { token: investigator, ...(body !== undefined && { body }) }),
    /** A picture, as its bytes. */
    picture: async (path: string, headers: Record<string, string> = {}, signal?: AbortSignal) => {
      const answer = await fetch(new URL(path, service.url), {
        headers: { Authorization: `Bearer ${investigator}`, ...headers },
        ...(signal && { signal }),
      });
      return {
        status: answer.status,
        headers: answer.headers,
        image: Buffer.from(await answer.arrayBuffer()),
      };
    },
    /** The camera of this number in the VMS, imported. */
    importCamera: async (number: number) => {
      const device = simulator.state().cameras.find((camera) => camera.number === number);
      if (device === undefined) throw new Error(`The simulator has no camera ${number}.`);
      const row = await database
        .insertInto('cameras')
        .values({ name: device.name, status: 'ONLINE', milestone_device_id: device.id })
        .returning('id')
        .executeTakeFirstOrThrow();
      return { id: CameraId.parse(row.id), deviceId: device.id, number };
    },
    close: async () => {
      await service.close();
      await simulator.close();
      await database.destroy();
      await keys.remove();
      await testDatabase.drop();
    },
  };
}

export type World = Awaited<ReturnType<typeof createWorld>>;
