import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenXProtect } from '../testing/xprotect-site.ts';

const Refreshable = z.object({ access_token: z.string(), refresh_token: z.string() });

describe('the Identity Provider', () => {
  it('is found without a token, in any case and with a slash too many', async () => {
    const { simulator } = await givenXProtect();
    const uris = await fetch(`${simulator.url}/API/.well-known/uris/`);
    const document = await fetch(`${simulator.url}/idp/.well-known/OpenID-configuration`);
    await expect(uris.json()).resolves.toMatchObject({
      ProductVersion: '25.1.1804.0',
      IdentityProvider: `${simulator.url}/IDP`,
      ApiGateways: [`${simulator.url}/API/`],
    });
    await expect(document.json()).resolves.toMatchObject({
      token_endpoint: `${simulator.url}/IDP/connect/token`,
      server_version: '25.1.1804.0',
    });
  });

  it('gives GrantValidatorClient no refresh token, and VmsClient one that is good once', async () => {
    const { requestToken } = await givenXProtect();
    const plain = await (await requestToken()).json();
    expect(plain).toMatchObject({ expires_in: 3600, token_type: 'Bearer' });
    expect(plain).not.toHaveProperty('refresh_token');

    const client = { client_id: 'VmsClient' };
    const { refresh_token } = Refreshable.parse(await (await requestToken(client)).json());
    const refresh = { ...client, grant_type: 'refresh_token', refresh_token };
    const renewed = Refreshable.parse(await (await requestToken(refresh)).json());
    expect(renewed.refresh_token).not.toBe(refresh_token);
    const again = await requestToken(refresh);
    expect(again.status).toBe(400);
    await expect(again.json()).resolves.toMatchObject({ error: 'invalid_grant' });
  });

  it('refuses a wrong password in JSON, and locks the account after five of them for a quarter of an hour', async () => {
    const { requestToken, clock } = await givenXProtect();
    for (let failure = 0; failure < 5; failure += 1) {
      const refused = await requestToken({ password: 'wrong' });
      expect(refused.status).toBe(400);
      await expect(refused.json()).resolves.toEqual({
        error: 'invalid_grant',
        error_description: 'invalid_username_or_password',
      });
    }
    await expect((await requestToken()).json()).resolves.toMatchObject({ error_code: 'LockedOut' });
    clock.advance(15 * 60);
    expect((await requestToken()).status).toBe(200);
  });

  it('ends a token with its life', async () => {
    const { rest, clock, requestToken } = await givenXProtect({ accessTokenLifetimeSeconds: 60 });
    await expect((await requestToken()).json()).resolves.toMatchObject({ expires_in: 60 });
    expect((await rest('/cameras')).status).toBe(200);
    clock.advance(60);
    const late = await rest('/cameras');
    expect(late.status).toBe(401);
    await expect(late.json()).resolves.toEqual({
      error: { httpCode: 401, details: [{ errorText: 'Token validation failed: the token is expired.' }] },
    });
  });
});

describe('the two kinds of token', () => {
  it('are each refused where the other is asked for', async () => {
    const { rest, login, recorder, accessToken, camera } = await givenXProtect();
    const session = await login();
    expect((await rest('/cameras', { token: session })).status).toBe(401);

    const call = await recorder(1);
    const deviceIds = { guid: [camera(1)] };
    await expect(call('IsManualRecording', { token: accessToken, deviceIds })).rejects.toThrow(
      'Token invalid',
    );
    await expect(call('IsManualRecording', { token: session, deviceIds })).resolves.toBeDefined();
  });

  it('a session is told in the order of a data contract, which is alphabetical', async () => {
    const { simulator, accessToken } = await givenXProtect({ vmsTokenLifetimeSeconds: 100 });
    const answer = await fetch(`${simulator.url}/managementserver/SERVERCOMMANDSERVICEOAUTH.svc/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'text/xml' },
      body:
        '<x:Envelope xmlns:x="http://schemas.xmlsoap.org/soap/envelope/"><x:Body>' +
        '<xsc:Login xmlns:xsc="http://videoos.net/2/XProtectCSServerCommand">' +
        '<xsc:instanceId>one</xsc:instanceId></xsc:Login></x:Body></x:Envelope>',
    });
    const [, result = ''] = /<LoginResult>(.*)<\/LoginResult>/.exec(await answer.text()) ?? [];
    expect(result.match(/<\w+/g)).toEqual([
      '<RegistrationTime',
      '<TimeToLive',
      '<MicroSeconds',
      '<TimeToLiveLimited',
      '<Token',
    ]);
    expect(result).toContain('<MicroSeconds>100000000</MicroSeconds>');
  });

  it('a session is renewed with the one before, which stays good for its own life', async () => {
    const { login, recorder, clock, camera } = await givenXProtect({ vmsTokenLifetimeSeconds: 100 });
    const call = await recorder(1);
    const ask = (token: string) => call('IsManualRecording', { token, deviceIds: { guid: [camera(1)] } });
    const first = await login();
    clock.advance(60);
    const second = await login(first);
    expect(second).toMatch(/^TOKEN#[\w-]+#[\w.]+\/\/ServerConnector#$/);
    await expect(ask(first)).resolves.toBeDefined();
    clock.advance(40);
    await expect(ask(first)).rejects.toThrow('Token invalid');
    await expect(ask(second)).resolves.toBeDefined();
  });
});
