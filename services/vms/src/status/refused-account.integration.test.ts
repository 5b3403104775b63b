import { DEFAULT_PASSWORD } from '@playhead/milestone-simulator';
import { call } from '@playhead/service-kit/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

const XPROTECT = { MILESTONE_API: 'xprotect' };

let world: VmsWorld;
beforeAll(async () => {
  world = await createVmsWorld({ xprotect: {} });
});
afterAll(() => world?.close());

describe('a service whose account the VMS refuses', () => {
  it('stays ready, and says which account it is, why it is refused, and when it is tried again', async () => {
    const before = Date.now();
    const service = await world.start({ MILESTONE_PASSWORD: 'wrong one' });
    await expect(world.look(service)).rejects.toThrow('refuses the account');

    const { status, body } = await call(service.url, 'GET /health/ready');

    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'ready',
      impaired: [
        {
          name: 'VMS account',
          account: 'playhead',
          reason: expect.stringMatching(/refuses the account "playhead" \(401\)\. Check MILESTONE_USERNAME/),
          retryAt: expect.any(String),
        },
      ],
    });
    const pauseMs = Date.parse(Object(body).impaired[0].retryAt) - before;
    expect(pauseMs).toBeGreaterThanOrEqual(30_000);
    expect(pauseMs).toBeLessThan(60_000);
    expect(JSON.stringify(body)).not.toContain('wrong one');
    expect(JSON.stringify(body)).not.toContain(DEFAULT_PASSWORD);
  });

  it('shares the refusal with the other services: one of them tries, until the pause has passed', async () => {
    const { simulator, database } = world;
    await simulator.reset();
    await database.deleteFrom('vms_logins').execute();
    const starting = [1, 2, 3].map(() => world.start({ MILESTONE_PASSWORD: 'also wrong', ...XPROTECT }));
    const services = await Promise.all(starting);
    const lookAll = () => Promise.allSettled(services.map((service) => world.look(service)));
    const reasons = async () => {
      const looks = await lookAll();
      return looks.map((look) => (look.status === 'rejected' ? String(look.reason) : 'no failure'));
    };
    const closed = (seconds: string) => {
      const reason = new RegExp(`refuses the account "playhead".* It is tried again in (${seconds}) s`);
      return services.map(() => expect.stringMatching(reason));
    };

    expect(await reasons()).toEqual(closed('30|[12]\\d'));
    expect(await reasons()).toEqual(closed('30|[12]\\d'));
    expect(simulator.state().calls).toEqual({ login: 1 });
    const readiness = () =>
      Promise.all(services.map(async ({ url }) => (await call(url, 'GET /health/ready')).body));
    await database.updateTable('vms_logins').set({ retry_at: sql`now()` }).execute();
    expect(await reasons()).toEqual(closed('60|[345]\\d'));
    expect(simulator.state().calls).toEqual({ login: 2 });

    const impaired = { status: 'ready', impaired: [expect.objectContaining({ account: 'playhead' })] };
    expect(await readiness()).toEqual([impaired, impaired, impaired]);

    const changed = await world.start(XPROTECT);
    await expect(world.look(changed)).resolves.not.toThrow();
    const ready = { status: 'ready' };
    expect((await call(changed.url, 'GET /health/ready')).body).toEqual(ready);
  });

  it('is told of in readiness no more once any of the services is accepted again', async () => {
    const { simulator, database } = world;
    await database.deleteFrom('vms_logins').execute();
    simulator.addFault({ kind: 'status', status: 401, match: { operation: 'login' } });
    const [one, other] = [await world.start(XPROTECT), await world.start(XPROTECT)];
    for (const service of [one, other])
      await expect(world.look(service)).rejects.toThrow('refuses the account');
    const impaired = async () => Object((await call(other.url, 'GET /health/ready')).body).impaired;
    expect(await impaired()).toHaveLength(1);

    await database.updateTable('vms_logins').set({ retry_at: sql`now()` }).execute();
    await world.look(one);

    expect(await impaired()).toBeUndefined();
  });

  it('says nothing of the account while the VMS takes it', async () => {
    const { status, body } = await call(world.service.url, 'GET /health/ready');

    expect({ status, body }).toEqual({ status: 200, body: { status: 'ready' } });
  });
});
