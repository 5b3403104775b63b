import { DEFAULT_PASSWORD } from '@playhead/milestone-simulator';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createVmsWorld, type VmsWorld } from '../testing/vms-world.ts';

let world: VmsWorld;
beforeAll(async () => {
  world = await createVmsWorld();
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

  it('says nothing of the account while the VMS takes it', async () => {
    const { status, body } = await call(world.service.url, 'GET /health/ready');

    expect({ status, body }).toEqual({ status: 200, body: { status: 'ready' } });
  });
});
