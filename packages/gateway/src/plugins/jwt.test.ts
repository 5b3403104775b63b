import { createHmac, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenIssuer, givenService, Started, toPort } from '../testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

const jwt = {
  name: 'jwt',
  config: { key_claim_name: 'iss', claims_to_verify: ['exp'], uri_param_names: [] },
};
const soon = () => Math.floor(Date.now() / 1000) + 60;

/** A guarded service, and what it answers to an Authorization header. */
async function givenGuarded(options: { now?: () => Date } = {}) {
  const service = await givenService(started, (request, response) => {
    response.end(JSON.stringify([request.headers.authorization, request.headers['x-consumer-username']]));
  });
  const issuer = await givenIssuer();
  const services = [toPort(service.port, { plugins: [jwt] })];
  const gateway = await givenGateway(started, { services, consumers: [issuer.consumer] }, options);
  const call = (authorization?: string, path = '/') =>
    fetch(`${gateway.url}${path}`, authorization === undefined ? {} : { headers: { authorization } });
  return { ...issuer, call };
}

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a route that asks for a token', () => {
  it('lets a good token through and tells the service whose it is', async () => {
    const { call, sign } = await givenGuarded();
    const token = await sign();

    const answer = await call(`Bearer ${token}`);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual([`Bearer ${token}`, 'playhead']);
  });

  it('asks for a sign-in without a token', async () => {
    const { call } = await givenGuarded();

    const answer = await call();

    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({
      type: 'urn:playhead:problem:sign-in-required',
      code: 'sign-in-required',
      title: 'Sign in first',
      status: 401,
      error: 'Sign in first',
      instance: expect.stringMatching(/^urn:playhead:request:[\w-]{36}$/),
    });
  });

  it('says when a token has expired', async () => {
    const { call, sign } = await givenGuarded({ now: () => new Date(Date.now() + 61_000) });

    const answer = await call(`Bearer ${await sign()}`);

    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ code: 'token-expired' });
  });

  it('does not look for a token in the address', async () => {
    const { call, sign } = await givenGuarded();

    expect((await call(undefined, `/?jwt=${await sign()}`)).status).toBe(401);
  });

  it('refuses an unsigned token', async () => {
    const { call } = await givenGuarded();
    const token = `${encode({ alg: 'none' })}.${encode({ iss: 'playhead', exp: soon() })}.`;

    expect(await (await call(`Bearer ${token}`)).json()).toMatchObject({
      code: 'sign-in-required',
      status: 401,
    });
  });

  it('refuses a token signed with the public key as a secret', async () => {
    const { call, pem } = await givenGuarded();
    const signed = `${encode({ alg: 'HS256' })}.${encode({ iss: 'playhead', exp: soon() })}`;
    const token = `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`;

    expect((await call(`Bearer ${token}`)).status).toBe(401);
  });

  it('refuses a token signed with another key', async () => {
    const { call } = await givenGuarded();
    const { sign } = await givenIssuer();

    expect((await call(`Bearer ${await sign()}`)).status).toBe(401);
  });

  it('refuses a token of another algorithm with its own key inside', async () => {
    const { call } = await givenGuarded();
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const jwk = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ format: 'jwk' });
    const token = await new SignJWT({ iss: 'playhead', exp: soon() })
      .setProtectedHeader({ alg: 'RS256', jwk })
      .sign(privateKey);

    expect((await call(`Bearer ${token}`)).status).toBe(401);
  });

  it('refuses a token of an issuer it does not know', async () => {
    const { call, sign } = await givenGuarded();

    expect((await call(`Bearer ${await sign({ iss: 'somebody', exp: soon() })}`)).status).toBe(401);
  });

  it('refuses a token that never expires', async () => {
    const { call, sign } = await givenGuarded();

    expect((await call(`Bearer ${await sign({ iss: 'playhead' })}`)).status).toBe(401);
  });

  it.each(['Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic eDp5', 'Bearer e30.e30.e30'])(
    'refuses %s',
    async (header) => {
      const { call } = await givenGuarded();

      expect(await (await call(header)).json()).toMatchObject({ code: 'sign-in-required' });
    },
  );
});
