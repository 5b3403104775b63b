import { Agent } from 'node:http';
import { NtlmClient } from 'axios-ntlm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME, startSimulator } from '../../simulator.ts';
import { readAuthenticate } from './messages.ts';

let simulator: Awaited<ReturnType<typeof startSimulator>>;
beforeAll(async () => {
  simulator = await startSimulator({ xprotect: {} });
});
afterAll(() => simulator.close());
beforeEach(() => simulator.reset());

const Grant = z.object({ token: z.string() });

/** Signs in as an NTLM client that is not ours does; the status of the last answer, and its body. */
async function signIn(
  path: string,
  { username = DEFAULT_USERNAME, password = DEFAULT_PASSWORD, domain = 'SITE', body = '', keepAlive = true },
) {
  const httpAgent = new Agent({ keepAlive, maxSockets: 1 });
  const client = NtlmClient({ username, password, domain, workstation: 'TEST' }, { httpAgent });
  try {
    const { status, data }: { status: number; data: unknown } = await client.post(
      `${simulator.url}${path}`,
      body,
    );
    return { status, data };
  } catch (error) {
    return z.object({ response: z.object({ status: z.number(), data: z.unknown() }) }).parse(error).response;
  } finally {
    httpAgent.destroy();
  }
}

const negotiate = '/api/rest/v1/login/negotiate';

describe('a Windows user', () => {
  it('signs in with NTLM, in whatever case and domain, and gets a token that is good', async () => {
    const { data } = await signIn(negotiate, { username: DEFAULT_USERNAME.toUpperCase(), domain: '' });
    const { token } = Grant.parse(data);
    const cameras = await fetch(`${simulator.url}/api/rest/v1/cameras`, {
      headers: { authorization: `Bearer ${token}` },
    });

    expect(cameras.status).toBe(200);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown name', { username: 'nobody' }],
    ['the handshake spread over several connections', { keepAlive: false }],
  ])('is refused with %s', async (_, given) => {
    expect(await signIn(negotiate, given)).toMatchObject({ status: 401 });
  });

  it('is told which schemes there are when it brings nothing', async () => {
    const answer = await fetch(`${simulator.url}${negotiate}`, { method: 'POST' });

    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Negotiate, NTLM']);
  });

  it('is locked out after five wrong proofs, whatever the case of the name, and at every door', async () => {
    for (let time = 0; time < 5; time += 1) {
      await signIn(negotiate, { username: DEFAULT_USERNAME.toUpperCase(), password: 'wrong' });
    }
    const grant = { grant_type: 'password', client_id: 'GrantValidatorClient' };
    const account = { username: DEFAULT_USERNAME, password: DEFAULT_PASSWORD };

    expect(await signIn(negotiate, {})).toMatchObject({ status: 401 });
    const basic = await fetch(`${simulator.url}/API/IDP/connect/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...grant, ...account }),
    });
    expect(await basic.json()).toMatchObject({ error_code: 'LockedOut' });
  });

  it('is not taken by a name that is not offered', async () => {
    const one = await startSimulator({ windowsSchemes: ['Negotiate'] });
    onTestFinished(() => one.close());

    const answer = await fetch(`${one.url}${negotiate}`, {
      method: 'POST',
      headers: { authorization: `NTLM ${Buffer.from('NTLMSSP\0\x01\0\0\0').toString('base64')}` },
    });

    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Negotiate']);
  });

  it('gets an access token directly from the Identity Provider, and not through the gateway', async () => {
    const body = 'grant_type=windows_credentials&client_id=GrantValidatorClient';

    expect(await signIn('/IDP/connect/token', { body })).toMatchObject({
      status: 200,
      data: { token_type: 'Bearer', expires_in: 3600 },
    });
    expect(await signIn('/IDP/connect/token', { body, password: 'wrong' })).toMatchObject({ status: 401 });
    expect(await signIn('/API/IDP/connect/token', { body })).toMatchObject({
      status: 400,
      data: { error: 'unsupported_grant_type' },
    });
  });
});

describe('an NTLM message', () => {
  it('whose fields lie outside it, or that is none, is not read', () => {
    const message = Buffer.alloc(64);
    message.write('NTLMSSP\0', 0, 'latin1');
    message.writeUInt32LE(3, 8);
    expect(readAuthenticate(message)).toMatchObject({ user: '', domain: '' });
    message.writeUInt16LE(9, 36);
    message.writeUInt32LE(60, 40);

    expect(readAuthenticate(message)).toBeUndefined();
    expect(readAuthenticate(Buffer.from('hello'))).toBeUndefined();
  });
});
