import { once } from 'node:events';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenGateway, givenService, Started, toPort } from '../testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

/** A service that hands its exchanges to the test, behind a gateway. */
async function givenHandOver() {
  const exchanges: { request: IncomingMessage; response: ServerResponse }[] = [];
  const service = await givenService(started, (incoming, response) =>
    exchanges.push({ request: incoming, response }),
  );
  const gateway = await givenGateway(started, { services: [toPort(service.port)] });
  const next = async () => {
    if (exchanges.length === 0) await once(service, 'request');
    const exchange = exchanges.shift();
    if (exchange === undefined) throw new Error('no request came');
    return exchange;
  };
  return { gateway, next };
}

describe('passing bytes on', () => {
  it('brings the first bytes of an answer before the last ones are there', async () => {
    const { gateway, next } = await givenHandOver();
    const call = request(gateway.url).end();
    const { response } = await next();
    response.write('first');

    const [answer] = await once(call, 'response');
    const [first] = await once(answer, 'data');
    expect(String(first)).toBe('first');

    response.end('last');
    const [last] = await once(answer, 'data');
    expect(String(last)).toBe('last');
  });

  it('brings the first bytes of a request before the last ones are there', async () => {
    const { gateway, next } = await givenHandOver();
    const call = request(gateway.url, { method: 'POST' });
    call.write('first');

    const { request: received, response } = await next();
    const [first] = await once(received, 'data');
    expect(String(first)).toBe('first');

    call.end('last');
    const [last] = await once(received, 'data');
    expect(String(last)).toBe('last');
    response.end();
    const [answer] = await once(call, 'response');
    await once(answer.resume(), 'end');
  });

  it('ends the call to the service when the client goes before the answer', async () => {
    const { gateway, next } = await givenHandOver();
    const call = request(gateway.url).end();
    call.on('error', () => {});
    const { response } = await next();

    call.destroy();

    await once(response, 'close');
    expect(response.writableFinished).toBe(false);
  });

  it('ends the call to the service when the client goes in the middle of the answer', async () => {
    const { gateway, next } = await givenHandOver();
    const call = request(gateway.url).end();
    const { response } = await next();
    response.write('first');
    const [answer] = await once(call, 'response');

    answer.destroy();

    await once(response, 'close');
    expect(response.writableFinished).toBe(false);
  });

  it.each(['chunked', 'sized'])('breaks off a %s answer when the service does', async (kind) => {
    const { gateway, next } = await givenHandOver();
    const call = request(gateway.url).end();
    const { response } = await next();
    if (kind === 'sized') response.setHeader('content-length', 100);
    response.write('first');
    const [answer] = await once(call, 'response');
    answer.resume();
    const failed = once(answer, 'error');

    response.destroy();

    await failed;
    expect(answer.complete).toBe(false);
  });

  it('answers 503 when the service breaks off before the answer', async () => {
    const { gateway, next } = await givenHandOver();
    const call = request(gateway.url).end();
    const { response } = await next();

    response.destroy();

    const [answer] = await once(call, 'response');
    answer.resume();
    expect(answer.statusCode).toBe(503);
  });

  it('asks again when a kept connection turns out to be closed', async () => {
    const asked: number[] = [];
    const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood';
    // Answers the first request on a connection and resets it at the second, as if it had closed in between.
    const server = createServer((socket) => {
      const connection = asked.push(0) - 1;
      socket.on('data', () => {
        asked[connection] = (asked[connection] ?? 0) + 1;
        if (asked[connection] === 1) socket.write(answer);
        else socket.resetAndDestroy();
      });
      socket.on('error', () => socket.destroy());
      started.add(async () => socket.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    started.add(async () => server.close());
    const address = z.object({ port: z.number() }).parse(server.address());
    const gateway = await givenGateway(started, { services: [toPort(address.port)] });

    const first = await (await fetch(gateway.url)).text();
    const second = await (await fetch(gateway.url)).text();

    expect([first, second]).toEqual(['good', 'good']);
    expect(asked).toEqual([2, 1]);
  });
});
