import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenService, Started, toPort } from './testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

/** A gateway, and a request under way that the test may finish. */
async function givenRequestUnderWay() {
  const service = await givenService(started, (_request, response) => response.write('first'));
  const gateway = await givenGateway(started, { services: [toPort(service.port)] });
  const arrived = once(service, 'request');
  const agent = new Agent({ keepAlive: true });
  started.add(async () => agent.destroy());
  const call = request(gateway.url, { agent }).end();
  const [[, response], [answer]] = await Promise.all([arrived, once(call, 'response')]);
  return { gateway, response, answer };
}

describe('stopping the gateway', () => {
  it('lets a request under way finish, and takes no new ones', async () => {
    const { gateway, response, answer } = await givenRequestUnderWay();

    const closed = gateway.close(60_000);
    await expect(fetch(gateway.url)).rejects.toThrow();
    response.end('last');

    let body = '';
    for await (const chunk of answer) body += String(chunk);
    expect(body).toBe('firstlast');
    await closed;
  });

  it('cuts what does not finish in time', async () => {
    const { gateway, answer } = await givenRequestUnderWay();
    answer.resume();
    const broken = once(answer, 'error');

    await gateway.close(20);

    await broken;
    expect(answer.complete).toBe(false);
  });

  it('does not wait for idle connections', async () => {
    const service = await givenService(started, (_request, response) => response.end());
    const gateway = await givenGateway(started, { services: [toPort(service.port)] });
    await (await fetch(gateway.url)).text();

    await gateway.close(60_000);

    await expect(fetch(gateway.url)).rejects.toThrow();
  });
});
