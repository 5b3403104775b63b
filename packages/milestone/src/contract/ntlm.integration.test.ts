import {
  DEFAULT_PASSWORD,
  DEFAULT_USERNAME,
  type RunningSimulator,
  startSimulator,
} from '@playhead/milestone-simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MilestoneDialect } from '../milestone-client.ts';
import { failureOf } from '../testing/given.ts';
import { clientOf, dialects, simulatedVms } from '../testing/simulated-vms.ts';

const vms = simulatedVms();
const page = { limit: 1, offset: 0 };

const windowsUserOf = (
  simulator: Pick<RunningSimulator, 'url'>,
  api: MilestoneDialect,
  password = DEFAULT_PASSWORD,
) => clientOf(simulator, api, { username: `SITE\\${DEFAULT_USERNAME}`, password, authType: 'ntlm' });

/** How often a Windows user proved himself: the handshake is two calls, with `xprotect` of the login as such. */
const handshakes = () => {
  const { negotiate, login = 0 } = vms().state().calls;
  return (negotiate ?? login) / 2;
};

describe.each(dialects)('a client with a Windows user, to a VMS that speaks %s', (api) => {
  it('signs in by NTLM once for many first calls, and renews its session', async () => {
    const client = windowsUserOf(vms(), api);

    const pages = await Promise.all(Array.from({ length: 20 }, () => client.listCameras(page)));
    const first = handshakes();
    await client.refreshToken();

    expect(new Set(pages.map(({ total }) => total)).size).toBe(1);
    expect(first).toBe(1);
    // The Identity Provider refreshes no token: it is asked by the same account again.
    expect(handshakes()).toBe(api === 'xprotect' ? 2 : 1);
  });

  it('tries a refused password once', async () => {
    const client = windowsUserOf(vms(), api, 'wrong');

    const failures = [await failureOf(client.listCameras(page)), await failureOf(client.listCameras(page))];

    expect(failures).toMatchObject([{ kind: 'credentials-refused' }, { kind: 'credentials-refused' }]);
    expect(handshakes()).toBe(1);
  });

  it.each(['Negotiate', 'NTLM'] as const)('signs in where %s is all that is offered', async (scheme) => {
    const other = await startSimulator({ xprotect: {}, windowsSchemes: [scheme] });
    onTestFinished(() => other.close());

    const { total } = await windowsUserOf(other, api).listCameras(page);

    expect(total).toBeGreaterThan(0);
  });
});
