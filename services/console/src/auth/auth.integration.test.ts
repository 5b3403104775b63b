import { Me, TokenGrant } from '@playhead/contracts';
import { createTestDatabase, type TestDatabase } from '@playhead/database/testing';
import {
  call,
  createTestKeys,
  startTestService,
  TestClock,
  type TestKeys,
  type TestService,
} from '@playhead/service-kit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConsoleConfig } from '../config.ts';
import { consoleService } from '../console.module.ts';

const clock = new TestClock();
const password = 'a long demo password';
let database: TestDatabase;
let keys: TestKeys;
let service: TestService;

beforeAll(async () => {
  database = await createTestDatabase();
  keys = await createTestKeys(() => clock.now());
  service = await startTestService(consoleService, ConsoleConfig, {
    keys,
    clock,
    databaseUrl: database.url,
    variables: {
      AUTH_PRIVATE_KEY_FILE: keys.privateKeyFile,
      PLAYHEAD_DEMO: 'true',
      PLAYHEAD_DEMO_PASSWORD: password,
    },
  });
});

afterAll(async () => {
  await service?.close();
  await keys?.remove();
  await database?.drop();
});

const post = (path: string, body: unknown) => call(service.url, `POST /api/v1/auth/${path}`, { body });
const signIn = async (username: string) =>
  TokenGrant.parse((await post('login', { username, password })).body);

describe('signing in', () => {
  it.each(['viewer', 'investigator', 'operator', 'admin'])(
    'lets the demo account %s in with its role',
    async (role) => {
      const { accessToken, expiresIn } = await signIn(role);

      const me = await call(service.url, 'GET /api/v1/auth/me', { token: accessToken });

      expect(expiresIn).toBe(900);
      expect(Me.parse(me.body)).toMatchObject({ username: role, role });
    },
  );

  it('does not mind the case of the user name', async () => {
    expect((await post('login', { username: 'OPERATOR', password })).status).toBe(200);
  });

  it.each([
    ['a wrong password', { username: 'operator', password: 'wrong' }],
    ['an unknown user', { username: 'nobody', password }],
  ])('answers %s alike, with a 401', async (_, body) => {
    const answer = await post('login', body);

    expect(answer.status).toBe(401);
    expect(answer.headers.get('Content-Type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'credentials-wrong', detail: 'Check both and try again.' });
  });

  it.each([[{}], [{ username: '', password }], [{ username: 'a'.repeat(101), password }], ['not json']])(
    'refuses %j with a 400 that names the fault',
    async (body) => {
      const answer = await post('login', body);

      expect(answer.status).toBe(400);
      expect(answer.body).toMatchObject({ code: 'request-invalid', status: 400 });
    },
  );
});

describe('a text with a NUL, which PostgreSQL can not store', () => {
  it.each([
    ['POST /api/v1/auth/login', { username: 'operator\0', password }, '#/username'],
    ['POST /api/v1/auth/refresh', { refreshToken: '\0' }, '#/refreshToken'],
    ['GET /api/v1/users?search=a%00b', undefined, '#/search'],
    ['GET /api/v1/audit?username=%00', undefined, '#/username'],
    ['GET /api/v1/users/%00', undefined, '#/id'],
  ])('is refused by %s', async (request, body, pointer) => {
    const { accessToken: token } = await signIn('admin');

    expect(await call(service.url, request, { token, body })).toMatchObject({
      status: 400,
      body: { code: 'request-invalid', errors: [{ pointer, detail: expect.stringMatching(/^Leave out/) }] },
    });
  });
});

describe('an address that can not be read', () => {
  it('is answered with a problem, too', async () => {
    expect(await call(service.url, 'GET /api/v1/users/%E0%A4%A')).toMatchObject({
      status: 400,
      body: { code: 'request-invalid' },
    });
  });
});

describe('an access token', () => {
  it('ends after its life and says so', async () => {
    const token = await keys.tokenFor('operator', { expiresIn: -1 });

    const answer = await call(service.url, 'GET /api/v1/auth/me', { token });

    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'token-expired' });
  });

  it.each([undefined, 'nonsense', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.'])(
    'is needed: %s is refused',
    async (token) => {
      const answer = await call(service.url, 'GET /api/v1/auth/me', token === undefined ? {} : { token });

      expect(answer.status).toBe(401);
      expect(answer.headers.get('WWW-Authenticate')).toContain('Bearer');
      expect(answer.body).toMatchObject({ code: 'sign-in-required' });
    },
  );

  it('is refused when somebody else signed it', async () => {
    const others = await createTestKeys(() => clock.now());
    const token = await others.tokenFor('admin');
    await others.remove();

    expect((await call(service.url, 'GET /api/v1/auth/me', { token })).status).toBe(401);
  });
});

describe('a refresh token', () => {
  it('buys new tokens once', async () => {
    const first = await signIn('operator');

    const second = await post('refresh', { refreshToken: first.refreshToken });

    expect(second.status).toBe(200);
    expect(TokenGrant.parse(second.body).refreshToken).not.toBe(first.refreshToken);
  });

  it('that is used again a moment later, as by a page that is loaded thrice, buys a sibling', async () => {
    const first = await signIn('operator');
    const answers = await Promise.all(Array.from({ length: 3 }, () => post('refresh', first)));
    clock.advance(20);
    answers.push(await post('refresh', first));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const tokens = answers.map(({ body }) => TokenGrant.parse(body).refreshToken);
    expect(new Set(tokens).size).toBe(4);
    for (const refreshToken of tokens) expect((await post('refresh', { refreshToken })).status).toBe(200);
  });

  it('that is used again later than that ends the whole sign-in', async () => {
    const first = await signIn('operator');
    const second = TokenGrant.parse((await post('refresh', first)).body);
    clock.advance(21);

    expect((await post('refresh', first)).status).toBe(401);
    expect((await post('refresh', second)).status).toBe(401);
  });

  it('buys no sibling after signing out', async () => {
    const first = await signIn('operator');
    const second = TokenGrant.parse((await post('refresh', first)).body);
    await post('logout', second);

    expect((await post('refresh', first)).status).toBe(401);
  });

  it('is worth nothing a day after signing in, however much it was used', async () => {
    let grant = await signIn('operator');
    for (let hours = 0; hours < 24; hours += 6) {
      const answer = await post('refresh', grant);
      expect(answer.status).toBe(200);
      grant = TokenGrant.parse(answer.body);
      clock.advance(6 * 3600);
    }

    expect((await post('refresh', grant)).status).toBe(401);
  });

  it('is worth nothing after signing out', async () => {
    const { refreshToken } = await signIn('viewer');

    expect((await post('logout', { refreshToken })).status).toBe(204);
    expect((await post('refresh', { refreshToken })).status).toBe(401);
  });

  it('is worth nothing after twelve hours unused', async () => {
    const { refreshToken } = await signIn('viewer');
    clock.advance(12 * 3600 + 1);

    expect((await post('refresh', { refreshToken })).status).toBe(401);
  });
});
