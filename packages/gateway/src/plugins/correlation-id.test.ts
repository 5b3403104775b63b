import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenService, Started, toPort } from '../testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

const plugins = [
  {
    name: 'correlation-id',
    config: { header_name: 'X-Request-Id', generator: 'uuid', echo_downstream: true },
  },
];

/** Which id the client is told, and which the service gets. */
async function idsOf(headers: Record<string, string>) {
  const service = await givenService(started, (request, response) =>
    response.end(request.headers['x-request-id']),
  );
  const gateway = await givenGateway(started, { services: [toPort(service.port)], plugins });
  const answer = await fetch(gateway.url, { headers });
  return { told: answer.headers.get('x-request-id'), passedOn: await answer.text() };
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;

describe('the id of a request', () => {
  it('is made when the client has none, and told to both sides', async () => {
    const { told, passedOn } = await idsOf({});

    expect(told).toMatch(UUID);
    expect(passedOn).toBe(told);
  });

  it('is the one the client sends', async () => {
    expect(await idsOf({ 'x-request-id': 'wall-3_0042' })).toEqual({
      told: 'wall-3_0042',
      passedOn: 'wall-3_0042',
    });
  });

  it.each(['{"forged":"log line"}', 'x'.repeat(65), 'short'])('is made anew instead of %s', async (sent) => {
    const { told, passedOn } = await idsOf({ 'x-request-id': sent });

    expect(told).toMatch(UUID);
    expect(passedOn).toBe(told);
  });

  it('stands in the problem that the gateway answers', async () => {
    const services = [toPort(1, {}, { paths: ['/only'] })];
    const gateway = await givenGateway(started, { services, plugins });

    const answer = await fetch(gateway.url, { headers: { 'x-request-id': 'wall-3_0042' } });

    expect(answer.headers.get('x-request-id')).toBe('wall-3_0042');
    expect(await answer.json()).toMatchObject({ instance: 'urn:playhead:request:wall-3_0042' });
  });
});
