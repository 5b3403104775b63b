import { DEFAULT_PASSWORD, DEFAULT_USERNAME, startSimulator } from '@playhead/milestone-simulator';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createMilestoneClient } from '../create-milestone-client.ts';
import { CredentialsRefusedError } from '../errors.ts';
import type { MilestoneDialect } from '../milestone-client.ts';
import { failureOf } from '../testing/given.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ xprotect: {} });
});
afterAll(() => simulator?.close());

function givenWindowsUser(
  password = DEFAULT_PASSWORD,
  api: MilestoneDialect = 'rest',
  { url: baseUrl } = simulator,
) {
  const client = createMilestoneClient({
    api,
    baseUrl,
    username: `SITE\\${DEFAULT_USERNAME}`,
    password,
    authType: 'ntlm',
    sessionTimeoutMs: 3_600_000,
    maxConnections: 50,
    retryAttempts: 3,
    retryDelayMs: 10,
    requestTimeoutMs: 10_000,
  });
  onTestFinished(() => client.close());
  return client;
}

describe('a client with a Windows user', () => {
  it('signs in by NTLM once for many first calls, and renews its token', async () => {
    await simulator.reset();
    const client = givenWindowsUser();

    const pages = await Promise.all(
      Array.from({ length: 20 }, () => client.listCameras({ limit: 1, offset: 0 })),
    );
    await client.refreshToken();

    expect(new Set(pages.map(({ total }) => total)).size).toBe(1);
    expect(simulator.state().calls).toMatchObject({ negotiate: 2, refresh: 1, listCameras: 20 });
  });

  it('tries a refused password once', async () => {
    await simulator.reset();
    const client = givenWindowsUser('wrong');

    expect(await failureOf(client.listCameras({ limit: 1, offset: 0 }))).toBeInstanceOf(
      CredentialsRefusedError,
    );
    expect(await failureOf(client.listCameras({ limit: 1, offset: 0 }))).toBeInstanceOf(
      CredentialsRefusedError,
    );
    expect(simulator.state().calls).toMatchObject({ negotiate: 2 });
  });

  it.each([
    ['rest', 'Negotiate'],
    ['rest', 'NTLM'],
    ['xprotect', 'Negotiate'],
    ['xprotect', 'NTLM'],
  ] as const)('signs in by %s where %s is all that is offered', async (api, scheme) => {
    const vms = await startSimulator({ xprotect: {}, windowsSchemes: [scheme] });
    onTestFinished(() => vms.close());

    const { total } = await givenWindowsUser(DEFAULT_PASSWORD, api, vms).listCameras({ limit: 1, offset: 0 });

    expect(total).toBeGreaterThan(0);
  });

  it('signs in to a real XProtect likewise', async () => {
    await simulator.reset();
    const client = givenWindowsUser(DEFAULT_PASSWORD, 'xprotect');

    const { total } = await client.listCameras({ limit: 1, offset: 0 });
    const refusal = await failureOf(givenWindowsUser('wrong', 'xprotect').login());

    expect(total).toBeGreaterThan(0);
    expect(refusal).toBeInstanceOf(CredentialsRefusedError);
  });
});
