import { once } from 'node:events';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenService, Started, toPort } from '../testing/given.ts';

const started = new Started();
afterEach(() => started.endAll());

/** A service that counts the bytes it gets, behind a limit of 1 kB. */
async function givenLimited(config: object = {}) {
  const received: { bytes: number; whole: boolean }[] = [];
  const service = await givenService(started, (incoming, response) => {
    const body = { bytes: 0, whole: false };
    received.push(body);
    incoming.on('data', (chunk: Buffer) => {
      body.bytes += chunk.length;
    });
    incoming.on('end', () => {
      body.whole = true;
      response.end();
    });
  });
  const plugin = {
    name: 'request-size-limiting',
    config: { allowed_payload_size: 1, size_unit: 'kilobytes', ...config },
  };
  const gateway = await givenGateway(started, { services: [toPort(service.port, { plugins: [plugin] })] });
  /** Sends a body, in chunks unless its length is told. */
  const post = async (bytes: number, headers: Record<string, string> = {}) => {
    const call = request(gateway.url, { method: 'POST', headers });
    call.on('error', () => {});
    call.write(Buffer.alloc(bytes));
    call.end();
    const [answer] = await once(call, 'response');
    return { status: Number(answer.statusCode), answer };
  };
  return { post, received, service };
}

describe('a limit to the length of bodies', () => {
  it.each(['told', 'not told'])('lets a body of just that length through, its length %s', async (told) => {
    const { post, received } = await givenLimited();

    const { status } = await post(1024, told === 'told' ? { 'content-length': '1024' } : {});

    expect(status).toBe(200);
    expect(received).toEqual([{ bytes: 1024, whole: true }]);
  });

  it('refuses a body that says it is longer, before the service hears of it', async () => {
    const { post, received } = await givenLimited();

    const { status, answer } = await post(1025, { 'content-length': '1025' });

    expect(status).toBe(413);
    expect(await json(answer)).toMatchObject({
      code: 'request-too-large',
      detail: expect.stringContaining('1024'),
    });
    expect(received).toEqual([]);
  });

  it('breaks off a body that does not say how long it is', async () => {
    const { post, received } = await givenLimited();

    const { status } = await post(100_000);

    expect(status).toBe(413);
    expect(received.every(({ whole, bytes }) => !whole && bytes <= 1024)).toBe(true);
  });

  it('refuses a body without a length where the table asks for one', async () => {
    const { post } = await givenLimited({ require_content_length: true });

    expect((await post(10)).status).toBe(400);
    expect((await post(10, { 'content-length': '10' })).status).toBe(200);
  });
});
