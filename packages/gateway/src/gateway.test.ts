import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenService, Started, toPort } from './testing/given.ts';
import { rawRequest } from './testing/raw-request.ts';

const started = new Started();
afterEach(() => started.endAll());

describe('the gateway', () => {
  it('passes a request on to the service of its route, and the answer back', async () => {
    const service = await givenService(started, (request, response) => {
      response.writeHead(201, { 'content-type': 'text/plain', 'x-seen': `${request.method} ${request.url}` });
      request.pipe(response);
    });
    const gateway = await givenGateway(started, { services: [toPort(service.port)] });

    const answer = await fetch(`${gateway.url}/api/v1/cameras/7?a=b%2F&c`, { method: 'POST', body: 'hello' });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-seen')).toBe('POST /api/v1/cameras/7?a=b%2F&c');
    expect(await answer.text()).toBe('hello');
  });

  it('strips the path of the route and puts the path of the service before it', async () => {
    const service = await givenService(started, (request, response) => response.end(request.url));
    const url = `http://127.0.0.1:${service.port}/inner`;
    const routes = [{ name: 'outer', paths: ['~/outer/[^/]+'] }];
    const gateway = await givenGateway(started, { services: [{ name: 'vms', url, routes }] });

    const answer = await fetch(`${gateway.url}/outer/7/rest?x=1`);

    expect(await answer.text()).toBe('/inner/rest?x=1');
  });

  it('finds the services where it is told they listen', async () => {
    const service = await givenService(started, (_request, response) => response.end('found'));
    const upstreams = new Map([['vms', { host: '127.0.0.1', port: service.port }]]);
    const gateway = await givenGateway(started, { services: [toPort(1)] }, { upstreams });

    expect(await (await fetch(gateway.url)).text()).toBe('found');
  });

  it('answers 404 with a problem where no route leads', async () => {
    const services = [toPort(1, {}, { paths: ['/api'], methods: ['POST'] })];
    const gateway = await givenGateway(started, { services });

    const answer = await fetch(`${gateway.url}/api`);

    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ code: 'not-found', status: 404, error: expect.any(String) });
  });

  it.each(['/api/../admin', '/api/%2e%2e/admin', '/api/%00', '/api/..%5cadmin'])(
    'refuses %s before any route',
    async (path) => {
      const service = await givenService(started, (request, response) =>
        response.end(`reached ${request.url}`),
      );
      const gateway = await givenGateway(started, { services: [toPort(service.port)] });

      const answer = await rawRequest(
        gateway.port,
        `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
      );

      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect(answer).toContain('request-invalid');
      expect(answer).not.toContain('reached');
    },
  );

  it('answers 503 with a problem and a time to come back when the service is down', async () => {
    const down = await givenService(started, () => {});
    await started.endAll();
    const gateway = await givenGateway(started, { services: [toPort(down.port)] });

    const answer = await fetch(gateway.url);

    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await answer.json()).toMatchObject({
      code: 'service-unavailable',
      detail: expect.stringMatching(/^The vms service can't be reached.* Try again/),
    });
  });

  it('gives up on a service that does not answer in time', async () => {
    const messages: string[] = [];
    const service = await givenService(started, () => {});
    const gateway = await givenGateway(
      started,
      { services: [toPort(service.port, { read_timeout: 50 })] },
      { log: ({ message }) => messages.push(message) },
    );

    const answer = await fetch(gateway.url);

    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      detail: expect.stringMatching(/^The vms service took the request but has not answered/),
    });
    expect(messages).toEqual(['vms does not answer: no sign of life for 50 ms']);
  });

  it('tells whether it is alive and ready', async () => {
    const gateway = await givenGateway(started, { services: [toPort(1)] });

    const answers = await Promise.all(
      ['live', 'ready'].map(async (what) => (await fetch(`${gateway.url}/gateway/health/${what}`)).json()),
    );

    expect(answers).toEqual([{ status: 'live' }, { status: 'ready' }]);
  });
});
