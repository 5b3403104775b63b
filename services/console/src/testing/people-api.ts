import { randomUUID } from 'node:crypto';
import { AuditList, User } from '@playhead/contracts';
import { call } from '@playhead/service-kit/testing';
import { createConsoleWorld } from './console-world.ts';

const password = 'a password of some length';

/** A console, and an administrator who calls it. */
export async function createPeopleApi() {
  const world = await createConsoleWorld();
  const service = await world.start();
  const admin = await world.addUser({ role: 'admin' });
  const ask = (request: string, body?: unknown, token = admin.token) =>
    call(service.url, request.replace(' /', ' /api/v1/'), { token, body });
  const newUser = (wishes: object = {}) => ({
    username: `person-${randomUUID().slice(0, 8)}`,
    displayName: 'Noor Neu',
    role: 'operator',
    password,
    ...wishes,
  });
  return {
    world,
    service,
    admin,
    ask,
    newUser,
    create: async (wishes: object = {}) => User.parse((await ask('POST /users', newUser(wishes))).body),
    signIn: (username: string, secret = password) =>
      call(service.url, 'POST /api/v1/auth/login', { body: { username, password: secret } }),
    refresh: (refreshToken: string) =>
      call(service.url, 'POST /api/v1/auth/refresh', { body: { refreshToken } }),
    trail: async (query: string) => AuditList.parse((await ask(`GET /audit?${query}`)).body).entries,
    close: () => world.close(),
  };
}

export type PeopleApi = Awaited<ReturnType<typeof createPeopleApi>>;
