import {
  allowInsecureRequests,
  discoveryRequest,
  genericTokenEndpointRequest,
  None,
  processDiscoveryResponse,
  processGenericTokenEndpointResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
} from 'oauth4webapi';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PASSWORD, DEFAULT_USERNAME } from '../simulator.ts';
import { givenXProtect } from '../testing/xprotect-site.ts';

const insecure = { [allowInsecureRequests]: true };
const account = { username: DEFAULT_USERNAME, password: DEFAULT_PASSWORD };

/** The simulator, and its token endpoint as a plain OAuth library finds and uses it. */
async function givenOAuth() {
  const site = await givenXProtect();
  const issuer = new URL(`${site.simulator.url}/IDP`);
  const server = await processDiscoveryResponse(issuer, await discoveryRequest(issuer, insecure));
  const sendTo = (clientId: string) => async (grant: string, parameters: Record<string, string>) => {
    const client = { client_id: clientId };
    const answer = await genericTokenEndpointRequest(server, client, None(), grant, parameters, insecure);
    return processGenericTokenEndpointResponse(server, client, answer);
  };
  const renew = async (clientId: string, token: string) => {
    const client = { client_id: clientId };
    const answer = await refreshTokenGrantRequest(server, client, None(), token, insecure);
    return processRefreshTokenResponse(server, client, answer);
  };
  return { ...site, server, sendTo, renew };
}

const refusal = (error: string, description: string) => ({
  name: 'ResponseBodyError',
  status: 400,
  error,
  error_description: description,
});

describe('a plain OAuth library and the Identity Provider', () => {
  it('find the token endpoint from the address of the issuer', async () => {
    const { simulator, server } = await givenOAuth();

    expect(server.token_endpoint).toBe(`${simulator.url}/IDP/connect/token`);
    expect(server.grant_types_supported).toContain('password');
  });

  it('trade the password of a basic user for a token that the gateway takes', async () => {
    const { sendTo, rest } = await givenOAuth();

    const granted = await sendTo('GrantValidatorClient')('password', account);

    expect(granted).toMatchObject({ token_type: 'bearer', expires_in: 3600, scope: 'managementserver' });
    expect(granted.refresh_token).toBeUndefined();
    expect((await rest('/cameras', { token: granted.access_token })).status).toBe(200);
  });

  it('renew the token of VmsClient, each refresh token once', async () => {
    const { sendTo, renew, rest } = await givenOAuth();
    const { refresh_token: first = '' } = await sendTo('VmsClient')('password', account);

    const renewed = await renew('VmsClient', first);

    expect((await rest('/cameras', { token: renewed.access_token })).status).toBe(200);
    await expect(renew('VmsClient', renewed.refresh_token ?? '')).resolves.toHaveProperty('access_token');
    await expect(renew('VmsClient', first)).rejects.toMatchObject(
      refusal('invalid_grant', 'invalid_refresh_token'),
    );
  });

  it('agree on what is refused', async () => {
    const { sendTo, renew } = await givenOAuth();
    const send = sendTo('GrantValidatorClient');

    await expect(sendTo('nobody')('password', account)).rejects.toMatchObject(
      refusal('invalid_client', 'unknown_client'),
    );
    const unsupported = refusal('unsupported_grant_type', 'grant_type is not supported for this client');
    await expect(send('client_credentials', {})).rejects.toMatchObject(unsupported);
    await expect(renew('GrantValidatorClient', 'any')).rejects.toMatchObject(unsupported);
    for (let failure = 0; failure < 5; failure += 1) {
      await expect(send('password', { ...account, password: 'wrong' })).rejects.toMatchObject(
        refusal('invalid_grant', 'invalid_username_or_password'),
      );
    }
    await expect(send('password', account)).rejects.toMatchObject({
      ...refusal('invalid_grant', 'account_locked_out'),
      cause: expect.objectContaining({ error_code: 'LockedOut' }),
    });
  });
});
