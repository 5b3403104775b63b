import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenService, Started, toPort } from '../testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

const cors = {
  name: 'cors',
  config: {
    origins: ['https://wall.example', 'https://desk.example:8443'],
    methods: ['GET', 'POST'],
    headers: ['Authorization', 'Content-Type'],
    exposed_headers: ['X-Request-Id'],
    max_age: 600,
  },
};

/** A service with the plugin, and what the gateway answers to a request with these headers. */
async function givenCors(config: object = {}) {
  const service = await givenService(started, (request, response) => {
    response.setHeader('vary', 'Accept');
    response.end(`reached by ${request.method}`);
  });
  const plugins = [{ ...cors, config: { ...cors.config, ...config } }];
  const gateway = await givenGateway(started, { services: [toPort(service.port)], plugins });
  const call = (headers: Record<string, string>, method = 'GET') => fetch(gateway.url, { method, headers });
  return { call };
}

const allowHeaders = (answer: Response) =>
  [...answer.headers].filter(([name]) => name.startsWith('access-control-')).map(([name]) => name);

describe('requests from other origins', () => {
  it('may be read by an origin on the list', async () => {
    const { call } = await givenCors();

    const answer = await call({ origin: 'https://desk.example:8443' });

    expect(answer.headers.get('access-control-allow-origin')).toBe('https://desk.example:8443');
    expect(answer.headers.get('access-control-expose-headers')).toBe('X-Request-Id');
    expect(answer.headers.get('vary')).toBe('Accept, Origin');
    expect(await answer.text()).toBe('reached by GET');
  });

  it.each(['https://evil.example', 'https://wall.example.evil.example', 'http://wall.example', 'null'])(
    'may not be read by %s',
    async (origin) => {
      const { call } = await givenCors();

      const answer = await call({ origin });

      expect(allowHeaders(answer)).toEqual([]);
      expect(answer.headers.get('vary')).toContain('Origin');
    },
  );

  it('add nothing to an answer within one origin', async () => {
    const { call } = await givenCors();

    const answer = await call({});

    expect(allowHeaders(answer)).toEqual([]);
    expect(answer.headers.get('vary')).toBe('Accept');
  });

  it('are announced by a preflight, which the gateway answers', async () => {
    const { call } = await givenCors();

    const answer = await call(
      { origin: 'https://wall.example', 'access-control-request-method': 'POST' },
      'OPTIONS',
    );

    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'access-control-allow-origin': 'https://wall.example',
      'access-control-allow-methods': 'GET,POST',
      'access-control-allow-headers': 'Authorization,Content-Type',
      'access-control-max-age': '600',
    });
    expect(await answer.text()).toBe('');
  });

  it('are not allowed by the preflight of a stranger', async () => {
    const { call } = await givenCors();

    const answer = await call(
      { origin: 'https://evil.example', 'access-control-request-method': 'POST' },
      'OPTIONS',
    );

    expect(allowHeaders(answer)).toEqual([]);
  });

  it('reach the service with OPTIONS when it is no preflight', async () => {
    const { call } = await givenCors();

    expect(await (await call({ origin: 'https://wall.example' }, 'OPTIONS')).text()).toBe(
      'reached by OPTIONS',
    );
  });

  it('carry credentials only where the table says so', async () => {
    const { call } = await givenCors({ credentials: true });

    const answers = await Promise.all(
      ['https://wall.example', 'https://evil.example'].map((origin) => call({ origin })),
    );

    expect(answers.map((answer) => answer.headers.get('access-control-allow-credentials'))).toEqual([
      'true',
      null,
    ]);
  });
});
