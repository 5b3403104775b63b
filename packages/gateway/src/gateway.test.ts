import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenService, Started } from './testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

describe('the gateway', () => {
  it('passes a request on to the service of its route, and the answer back', async () => {
    const service = await givenService(started, (request, response) => {
      response.writeHead(201, { 'content-type': 'text/plain', 'x-seen': request.url });
      request.pipe(response);
    });
    const gateway = await givenGateway(
      started,
      `
services:
  - name: vms
    url: http://127.0.0.1:${service.port}
    routes:
      - { name: cameras, methods: [POST], paths: ["~/api/v1/cameras/[^/]+$"], strip_path: false }
`,
    );

    const answer = await fetch(`${gateway.url}/api/v1/cameras/7?a=b`, { method: 'POST', body: 'hello' });

    expect(answer.status).toBe(201);
    expect(answer.headers.get('x-seen')).toBe('/api/v1/cameras/7?a=b');
    expect(await answer.text()).toBe('hello');
  });
});
