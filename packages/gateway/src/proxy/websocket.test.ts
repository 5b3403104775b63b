import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { givenGateway, givenIssuer, givenService, Started, toPort } from '../testing/given.ts';
import { rawRequest } from '../testing/raw-request.ts';

const started = new Started();
afterEach(() => started.endAll());

const UPGRADE = [
  'GET /ws HTTP/1.1',
  'Host: x',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');

/** A WebSocket service behind a gateway; `accepted` are the sockets on the service's side. */
async function givenLiveEvents(service: object = {}, route: object = {}) {
  const server = await givenService(started, (_request, response) =>
    response.writeHead(418).end('no socket here'),
  );
  const sockets = new WebSocketServer({ server });
  started.add(async () => {
    for (const socket of sockets.clients) socket.terminate();
  });
  const issuer = await givenIssuer();
  const gateway = await givenGateway(started, {
    services: [toPort(server.port, service, { paths: ['~/ws$'], ...route })],
    consumers: [issuer.consumer],
    plugins: [{ name: 'correlation-id', config: { header_name: 'X-Request-Id', generator: 'uuid' } }],
  });
  const url = `${gateway.url.replace('http', 'ws')}/ws`;
  const accept = async (): Promise<[WebSocket, IncomingMessage]> => {
    const [socket, request] = await once(sockets, 'connection');
    return [socket, request];
  };
  /** Both ends of an open WebSocket. */
  const open = async () => {
    const accepted = accept();
    const client = new WebSocket(url);
    const [[service]] = await Promise.all([accepted, once(client, 'open')]);
    return { client, service };
  };
  return { gateway, url, accept, open };
}

describe('passing WebSockets on', () => {
  it('carries messages both ways', async () => {
    const { open } = await givenLiveEvents();
    const { client, service } = await open();
    service.on('message', (data, isBinary) => service.send(data, { binary: isBinary }));

    const big = 'x'.repeat(200_000);
    client.send(big);

    const [echo] = await once(client, 'message');
    expect(String(echo)).toBe(big);
    client.terminate();
  });

  it('tells the service who called', async () => {
    const { url, accept } = await givenLiveEvents();
    const accepted = accept();
    const client = new WebSocket(url);
    await once(client, 'open');

    const [, { headers }] = await accepted;

    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-path': '/ws',
      'x-request-id': expect.stringMatching(/^[\w-]{36}$/),
    });
    client.terminate();
  });

  it('closes the service side when the client vanishes', async () => {
    const { open } = await givenLiveEvents();
    const { client, service } = await open();

    client.terminate();

    await once(service, 'close');
    expect(service.readyState).toBe(WebSocket.CLOSED);
  });

  it('closes the client side when the service vanishes', async () => {
    const { open } = await givenLiveEvents();
    const { client, service } = await open();

    service.terminate();

    const [code] = await once(client, 'close');
    expect(code).toBe(1006);
  });

  it('passes the close code of the service on', async () => {
    const { open } = await givenLiveEvents();
    const { client, service } = await open();

    service.close(4401, 'sign in first');

    const [code, reason] = await once(client, 'close');
    expect([code, String(reason)]).toEqual([4401, 'sign in first']);
  });

  it('closes a connection on which nobody says anything for the read timeout', async () => {
    const { url } = await givenLiveEvents({ read_timeout: 50 });
    const client = new WebSocket(url);

    const [code] = await once(client, 'close');

    expect(code).toBe(1006);
  });

  it('survives a client that resets the connection', async () => {
    const { gateway, accept } = await givenLiveEvents();
    const accepted = accept();
    const client = connect(gateway.port, '127.0.0.1');
    client.write(UPGRADE);
    const [service] = await accepted;

    client.resetAndDestroy();

    await once(service, 'close');
    expect((await fetch(`${gateway.url}/gateway/health/live`)).status).toBe(200);
  });

  it('leaves nothing open towards a service that would go on talking to nobody', async () => {
    const service = createServer({ allowHalfOpen: true });
    service.listen(0, '127.0.0.1');
    await once(service, 'listening');
    started.add(async () => service.close());
    const { port } = z.object({ port: z.number() }).parse(service.address());
    const gateway = await givenGateway(started, { services: [toPort(port)] });
    const client = connect(gateway.port, '127.0.0.1');
    client.write(UPGRADE);
    const [talking] = await once(service, 'connection');
    talking
      .resume()
      .write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await once(client, 'data');

    client.resetAndDestroy();
    await once(talking, 'end');
    const talk = setInterval(() => talking.write('is anybody there?'), 1);
    const [failure] = await once(talking, 'error');
    clearInterval(talk);

    expect(failure).toMatchObject({ code: 'EPIPE' });
  });

  it('ends open connections when it stops', async () => {
    const { gateway, open } = await givenLiveEvents();
    const { client } = await open();
    const closed = once(client, 'close');

    await gateway.close();

    expect(await closed).toEqual([1006, expect.anything()]);
  });
});

describe('refusing WebSockets', () => {
  it('answers 404 where no route leads', async () => {
    const { gateway } = await givenLiveEvents();

    const answer = await rawRequest(gateway.port, UPGRADE.replace('/ws', '/other'));

    expect(answer).toMatch(/^HTTP\/1.1 404 Not Found\r\n/);
    expect(answer).toContain('"code":"not-found"');
  });

  it('answers 401 without a token on a route that asks for one', async () => {
    const jwt = { name: 'jwt', config: { claims_to_verify: ['exp'], uri_param_names: [] } };
    const { gateway } = await givenLiveEvents({}, { plugins: [jwt] });

    expect(await rawRequest(gateway.port, UPGRADE)).toMatch(/^HTTP\/1.1 401 /);
  });

  it('answers 400 for an upgrade to anything else', async () => {
    const { gateway } = await givenLiveEvents();

    const answer = await rawRequest(gateway.port, UPGRADE.replace('Upgrade: websocket', 'Upgrade: h2c'));

    expect(answer).toMatch(/^HTTP\/1.1 400 /);
  });

  it('answers 503 when the service is down', async () => {
    const down = await givenService(started, () => {});
    await started.endAll();
    const gateway = await givenGateway(started, { services: [toPort(down.port)] });

    const answer = await rawRequest(gateway.port, UPGRADE);

    expect(answer).toMatch(/^HTTP\/1.1 503 /);
    expect(answer).toContain('"code":"service-unavailable"');
  });

  it("passes the service's own refusal on", async () => {
    const service = await givenService(started, () => {});
    service.on('upgrade', (_request, socket) => {
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno');
    });
    const gateway = await givenGateway(started, { services: [toPort(service.port)] });

    const answer = await rawRequest(gateway.port, UPGRADE);

    expect(answer).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
    expect(answer).toMatch(/\r\n\r\nno$/);
  });

  it('gives up on a service that never answers the upgrade', async () => {
    const service = await givenService(started, () => {});
    service.on('upgrade', (_request, socket) => started.add(async () => socket.destroy()));
    const gateway = await givenGateway(started, { services: [toPort(service.port, { read_timeout: 50 })] });

    expect(await rawRequest(gateway.port, UPGRADE)).toMatch(/^HTTP\/1.1 503 /);
  });
});
