import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { startGateway } from '@playhead/gateway';
import { loadKongConfig } from '@playhead/kong-admin-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConsoleWorld, createConsoleWorld } from '../testing/console-world.ts';

/** Another address of this machine, so that the client's can be told from the gateway's. */
const CLIENT = '127.0.0.2';

let world: ConsoleWorld;

beforeAll(async () => {
  world = await createConsoleWorld();
});

afterAll(() => world?.close());

describe('where an audited request came from', () => {
  it('is the address that the gateway saw, whatever the client claims', async () => {
    const { url } = await world.start();
    const routes = readFileSync(join(import.meta.dirname, '../../../../config/kong/kong.yml'), 'utf8');
    const config = loadKongConfig(routes, {
      PLAYHEAD_JWT_PUBLIC_KEY: readFileSync(world.keys.publicKeyFile, 'utf8'),
      PLAYHEAD_ALLOWED_ORIGINS: 'http://localhost:8000',
    });
    const console = { host: '127.0.0.1', port: Number(new URL(url).port) };
    const gateway = await startGateway({
      config,
      host: '127.0.0.1',
      port: 0,
      upstreams: new Map([['console', console]]),
    });

    const login = request(`${gateway.url}/api/v1/auth/login`, {
      method: 'POST',
      localAddress: CLIENT,
      agent: false,
      headers: {
        'Content-Type': 'application/json',
        'X-Forwarded-For': '192.0.2.1',
        'X-Real-IP': '192.0.2.1',
        Forwarded: 'for=192.0.2.1',
      },
    });
    login.end(JSON.stringify({ username: 'nobody', password: 'a password' }));
    const [answer] = await once(login, 'response');
    answer.resume();
    await gateway.close();

    const entries = await world.rows.selectFrom('audit_entries').selectAll().execute();
    expect(entries).toMatchObject([{ username: 'nobody', outcome: 'refused', source_address: CLIENT }]);
  });
});
