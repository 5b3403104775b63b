import { liveCloseCodes } from '@playhead/contracts';
import { publishLiveEvent } from '@playhead/service-kit';
import { call } from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createBreakableDatabase } from '../testing/breakable-database.ts';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';
import { LiveProbe } from '../testing/live-probe.ts';
import { UpkeepService } from '../upkeep/upkeep.service.ts';

let world: ConsoleWorld;

beforeAll(async () => {
  world = await createConsoleWorld();
});

afterAll(() => world?.close());

describe('while PostgreSQL is away', () => {
  it('console stays, says so, sends newcomers away for now, and goes on without losing an event', async () => {
    const way = await createBreakableDatabase(world.database.url);
    const service = await world.start({ DATABASE_URL: way.url });
    const cameraId = await world.addCamera();
    const { token } = await world.addUser();
    const client = await LiveProbe.open(service.url, token);

    await way.cut();
    await vi.waitFor(async () => {
      const { status, body } = await call(service.url, 'GET /health/ready');
      expect([status, body]).toMatchObject([503, { missing: ['PostgreSQL', 'live events'] }]);
    }, 10_000);
    const newcomer = await LiveProbe.knock(service.url, token);
    expect(newcomer).toBe(liveCloseCodes.tryAgainLater);
    const { token: admin } = await world.addUser({ role: 'admin' });
    for (const [request, body] of [
      ['POST /api/v1/auth/login', { username: 'anybody', password: 'a password' }],
      ['POST /api/v1/auth/refresh', { refreshToken: 'any' }],
      ['GET /api/v1/auth/me', undefined],
      ['GET /api/v1/users', undefined],
      ['GET /api/v1/audit', undefined],
    ] as const) {
      const answer = await call(service.url, request, { token: admin, body });
      expect([request, answer.status, answer.body]).toMatchObject([
        request,
        503,
        { code: 'service-unavailable', detail: expect.stringMatching(/database .* Try again .* PostgreSQL/) },
      ]);
      expect(answer.headers.get('Retry-After')).toBe('5');
    }
    await expect(service.app.get(UpkeepService).run()).rejects.toThrow();
    expect((await call(service.url, 'GET /health/live')).status).toBe(200);
    await publishLiveEvent(world.rows, {
      type: 'recording_started',
      cameraId,
      at: '2026-03-01T12:00:00.000Z',
      status: { isRecording: false },
    });

    await way.mend();
    await client.until(() => client.ids.length >= 1);
    await vi.waitFor(async () => expect((await call(service.url, 'GET /health/ready')).status).toBe(200), {
      timeout: 10_000,
    });
    await client.close();
    await way.cut();
  });
});
