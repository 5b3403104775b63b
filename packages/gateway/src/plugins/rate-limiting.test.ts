import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { givenGateway, givenService, Started, toPort } from '../testing/given.ts';

const started = new Started();
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-01T12:00:00Z') });
});
afterEach(async () => {
  vi.useRealTimers();
  await started.endAll();
});

const limit = (config: object) => ({
  name: 'rate-limiting',
  config: { policy: 'local', limit_by: 'ip', ...config },
});

/** Statuses of this many calls, one after the other. */
async function callTimes(url: string, times: number) {
  const statuses: number[] = [];
  for (let call = 0; call < times; call += 1) statuses.push((await fetch(url)).status);
  return statuses;
}

async function givenLimited(config: object) {
  const service = await givenService(started, (_request, response) => response.end());
  return givenGateway(started, { services: [toPort(service.port, { plugins: [limit(config)] })] });
}

describe('a limit', () => {
  it('is told with every answer', async () => {
    const { url } = await givenLimited({ minute: 5, hour: 100 });
    await fetch(url);

    const { headers } = await fetch(url);

    expect(Object.fromEntries(headers)).toMatchObject({
      'ratelimit-limit': '5',
      'ratelimit-remaining': '3',
      'ratelimit-reset': '60',
      'x-ratelimit-limit-minute': '5',
      'x-ratelimit-remaining-minute': '3',
      'x-ratelimit-limit-hour': '100',
      'x-ratelimit-remaining-hour': '98',
    });
  });

  it('stops what is too much and says when to come back', async () => {
    const { url } = await givenLimited({ minute: 2 });
    await callTimes(url, 2);
    vi.setSystemTime(new Date('2026-03-01T12:00:20Z'));

    const answer = await fetch(url);

    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('40');
    expect(answer.headers.get('ratelimit-remaining')).toBe('0');
    expect(await answer.json()).toMatchObject({ code: 'too-many-requests', status: 429 });
  });

  it('is over when its period is', async () => {
    const { url } = await givenLimited({ minute: 2 });

    expect(await callTimes(url, 3)).toEqual([200, 200, 429]);
    vi.setSystemTime(new Date('2026-03-01T12:01:00Z'));
    expect(await callTimes(url, 3)).toEqual([200, 200, 429]);
  });

  it('of the longer period holds when the shorter is over', async () => {
    const { url } = await givenLimited({ minute: 2, hour: 3 });
    await callTimes(url, 2);
    vi.setSystemTime(new Date('2026-03-01T12:01:00Z'));

    expect(await callTimes(url, 2)).toEqual([200, 429]);
    expect((await fetch(url)).headers.get('retry-after')).toBe('3540');
  });

  it('can be kept to itself', async () => {
    const { url } = await givenLimited({ minute: 5, hide_client_headers: true });

    const names = [...(await fetch(url)).headers.keys()];

    expect(names.filter((name) => name.includes('ratelimit'))).toEqual([]);
  });

  it('of a service counts all its routes together', async () => {
    const service = await givenService(started, (_request, response) => response.end());
    const { url } = await givenGateway(started, {
      services: [
        {
          name: 'vms',
          url: `http://127.0.0.1:${service.port}`,
          plugins: [limit({ minute: 2 })],
          routes: [
            { name: 'a', paths: ['/a'] },
            { name: 'b', paths: ['/b'] },
          ],
        },
      ],
    });

    expect(await callTimes(`${url}/a`, 2)).toEqual([200, 200]);
    expect(await callTimes(`${url}/b`, 1)).toEqual([429]);
  });

  it('of a route takes the place of that of its service', async () => {
    const service = await givenService(started, (_request, response) => response.end());
    const { url } = await givenGateway(started, {
      services: [
        {
          name: 'vms',
          url: `http://127.0.0.1:${service.port}`,
          plugins: [limit({ minute: 5 })],
          routes: [
            { name: 'strict', paths: ['/strict'], plugins: [limit({ minute: 1 })] },
            { name: 'usual', paths: ['/'] },
          ],
        },
      ],
    });

    expect(await callTimes(`${url}/strict`, 2)).toEqual([200, 429]);
    expect(await callTimes(url, 6)).toEqual([200, 200, 200, 200, 200, 429]);
  });
});
