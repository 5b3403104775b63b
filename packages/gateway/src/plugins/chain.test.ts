import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenIssuer, Started, toPort } from '../testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

const stop = (status: number, enabled = true) => ({
  name: 'request-termination',
  enabled,
  config: { status_code: status, content_type: 'text/plain', body: `stopped with ${status}` },
});
const limit = { name: 'rate-limiting', config: { minute: 1, policy: 'local', limit_by: 'ip' } };
const jwt = { name: 'jwt', config: { claims_to_verify: ['exp'], uri_param_names: [] } };
const cors = {
  name: 'cors',
  config: { origins: ['https://wall.example'], methods: ['GET'], headers: ['Authorization'] },
};

async function statusOf(onRoute: object[], onService: object[], everywhere: object[]) {
  const services = [toPort(1, { plugins: onService }, { plugins: onRoute })];
  const gateway = await givenGateway(started, { services, plugins: everywhere });
  return (await fetch(gateway.url)).status;
}

describe('the plugins of a route', () => {
  it('hold in place of those of its service and the global ones', async () => {
    expect(await statusOf([stop(410)], [stop(411)], [stop(412)])).toBe(410);
    expect(await statusOf([], [stop(411)], [stop(412)])).toBe(411);
    expect(await statusOf([], [], [stop(412)])).toBe(412);
  });

  it('hold no longer when they are switched off', async () => {
    expect(await statusOf([stop(410, false)], [stop(411)], [])).toBe(411);
  });

  it('are asked in the order of Kong, not of the file', async () => {
    const { consumer, sign } = await givenIssuer();
    const services = [toPort(1, { plugins: [stop(410), limit, jwt, cors] })];
    const gateway = await givenGateway(started, { services, consumers: [consumer] });
    const headers = { authorization: `Bearer ${await sign()}` };
    const preflight = { origin: 'https://wall.example', 'access-control-request-method': 'GET' };

    const statuses = [];
    for (const init of [{ method: 'OPTIONS', headers: preflight }, {}, {}, { headers }, { headers }]) {
      statuses.push((await fetch(gateway.url, init)).status);
    }

    // A preflight needs no token, nobody without a token is counted, and whoever is counted may still be stopped.
    expect(statuses).toEqual([200, 401, 401, 410, 429]);
  });

  it('add their headers to answers of the gateway too', async () => {
    const { consumer } = await givenIssuer();
    const services = [toPort(1, { plugins: [jwt] })];
    const gateway = await givenGateway(started, { services, consumers: [consumer], plugins: [cors] });

    const answer = await fetch(gateway.url, { headers: { origin: 'https://wall.example' } });

    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://wall.example');
  });

  it('can stop every request with an answer of the table', async () => {
    const gateway = await givenGateway(started, { services: [toPort(1, { plugins: [stop(410)] })] });

    const answer = await fetch(gateway.url);

    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      410,
      'text/plain',
      'stopped with 410',
    ]);
  });
});
