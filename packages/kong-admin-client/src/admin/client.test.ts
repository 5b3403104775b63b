import { afterEach, describe, expect, it } from 'vitest';
import { loadKongConfig } from '../declarative/load.ts';
import { startKongStandIn } from '../testing/kong-stand-in.ts';
import { KongAdminClient } from './client.ts';
import { KongRefusedError, KongUnavailableError } from './errors.ts';

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function givenKong(...parameters: Parameters<typeof startKongStandIn>) {
  const kong = await startKongStandIn(...parameters);
  ends.push(kong.close);
  return { ...kong, client: new KongAdminClient({ baseUrl: `${kong.url}/` }) };
}

const config = loadKongConfig(
  '{ _format_version: "3.0", services: [{ name: vms, url: "http://vms:8081" }] }',
  {},
);

describe("Kong's Admin API", () => {
  it('tells its status', async () => {
    const status = {
      database: { reachable: true },
      configuration_hash: '0'.repeat(32),
      server: { total_requests: 3 },
    };
    const { client } = await givenKong(() => ({ body: status }));

    expect(await client.status()).toMatchObject({ database: { reachable: true } });
  });

  it('lists routes page by page', async () => {
    const route = (name: string) => ({ id: name, name, service: { id: 's' }, paths: ['/'] });
    const { client, requests } = await givenKong((request) => ({
      body: request.endsWith('offset=a%2Fb')
        ? { data: [route('two')], next: null }
        : { data: [route('one')], next: '/routes?offset=a%2Fb', offset: 'a/b' },
    }));

    expect((await client.routes()).map(({ name }) => name)).toEqual(['one', 'two']);
    expect(requests).toEqual(['GET /routes', 'GET /routes?offset=a%2Fb']);
  });

  it('does not follow a list that never ends', async () => {
    const { client } = await givenKong(() => ({ body: { data: [], offset: 'again' } }));

    await expect(client.services()).rejects.toThrow(/does not end/);
  });

  it('takes a whole configuration', async () => {
    const received: unknown[] = [];
    const { client, requests } = await givenKong((_request, body) => {
      received.push(body);
      return { status: 201 };
    });

    await client.applyConfig(config);

    expect(requests).toEqual(['POST /config']);
    expect(received).toEqual([config]);
  });

  it('says why it refuses a configuration', async () => {
    const { client } = await givenKong(() => ({
      status: 400,
      body: { message: 'declarative config is invalid', fields: { services: [{ host: 'required' }] } },
    }));

    const refusal = client.applyConfig(config);

    await expect(refusal).rejects.toThrow(KongRefusedError);
    await expect(refusal).rejects.toThrow(/400: declarative config is invalid .*"host":"required"/);
  });

  it.each([
    ['it answers 5xx', () => ({ status: 503, body: { message: 'no memory' } }) as const],
    ['it breaks off', () => 'break off' as const],
    ['something else answers', () => ({ body: { hello: 'world' } }) as const],
  ])('counts as unavailable when %s', async (_what, answer) => {
    const { client } = await givenKong(answer);

    await expect(client.status()).rejects.toThrow(KongUnavailableError);
  });

  it('counts as unavailable when it takes too long', async () => {
    const { url } = await givenKong(() => ({ body: {} }));
    const never = new KongAdminClient({ baseUrl: url, timeoutMs: 0 });

    await expect(never.status()).rejects.toThrow(KongUnavailableError);
  });

  it('is asked no longer when the caller gives up', async () => {
    const { client } = await givenKong(() => ({ body: {} }));

    await expect(client.status(AbortSignal.abort())).rejects.toThrow(/abort/);
  });
});
