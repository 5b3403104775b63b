import { randomUUID } from 'node:crypto';
import { CameraId, type Role, UserId } from '@playhead/contracts';
import { connect, type Database } from '@playhead/database';
import { createTestDatabase } from '@playhead/database/testing';
import type { Clock } from '@playhead/service-kit';
import { createTestKeys, startTestService, type TestService } from '@playhead/service-kit/testing';
import type { Kysely } from 'kysely';
import { ConsoleConfig } from '../config.ts';
import { consoleService } from '../console.module.ts';

interface UserWishes {
  role?: Role;
  allCameras?: boolean;
  cameras?: CameraId[];
}

export type ConsoleWorld = Awaited<ReturnType<typeof createConsoleWorld>>;

/** A database of the test's own, with people and cameras in it, and as many instances of console as it wants. */
export async function createConsoleWorld({ clock }: { clock?: Clock } = {}) {
  const database = await createTestDatabase();
  const keys = await createTestKeys(clock && (() => clock.now()));
  const rows: Kysely<Database> = connect({ url: database.url, maxConnections: 30, onIdleError: () => {} });
  const instances: TestService[] = [];

  const start = async (variables: Record<string, string> = {}) => {
    const instance = await startTestService(consoleService, ConsoleConfig, {
      keys,
      databaseUrl: database.url,
      variables: { AUTH_PRIVATE_KEY_FILE: keys.privateKeyFile, ...variables },
      ...(clock && { clock }),
    });
    instances.push(instance);
    return instance;
  };

  const addCamera = async (): Promise<CameraId> => {
    const row = await rows
      .insertInto('cameras')
      .values({ name: 'Gate', status: 'ONLINE', milestone_device_id: randomUUID() })
      .returning('id')
      .executeTakeFirstOrThrow();
    return CameraId.parse(row.id);
  };

  const addUser = async ({ role = 'viewer', allCameras = true, cameras = [] }: UserWishes = {}) => {
    const username = `user-${randomUUID()}`;
    const row = await rows
      .insertInto('users')
      .values({ username, display_name: username, password_hash: '', role, all_cameras: allCameras })
      .returning('id')
      .executeTakeFirstOrThrow();
    const userId = UserId.parse(row.id);
    if (cameras.length > 0) {
      const access = cameras.map((cameraId) => ({ user_id: userId, camera_id: cameraId }));
      await rows.insertInto('camera_access').values(access).execute();
    }
    return { userId, username, token: await keys.tokenFor(role, { userId, username }) };
  };

  const close = async () => {
    for (const instance of instances) await instance.close();
    await rows.destroy();
    await keys.remove();
    await database.drop();
  };

  return { database, keys, rows, start, addCamera, addUser, close };
}
