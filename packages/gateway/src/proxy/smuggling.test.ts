import { afterEach, describe, expect, it } from 'vitest';
import { givenGateway, givenService, Started, toPort } from '../testing/given.ts';
import { rawRequest } from '../testing/raw-request.ts';

const started = new Started();
afterEach(() => started.endAll());

const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';

/** Sends these bytes through a gateway and returns which requests the service saw. */
async function seenRequests(bytes: string) {
  const seen: string[] = [];
  const service = await givenService(started, (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => response.end());
  });
  const gateway = await givenGateway(started, { services: [toPort(service.port)] });
  const answer = await rawRequest(gateway.port, bytes);
  // Whatever was smuggled onto the kept connection would be seen before this one.
  await fetch(`${gateway.url}/afterwards`);
  return { seen, answer };
}

const chunked = (body: string) => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

describe('a request inside the body of another', () => {
  it.each([
    ['with two lengths', `Content-Length: 5\r\nContent-Length: 0\r\n\r\n${SMUGGLED}`],
    [
      'with a length and chunks',
      `Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${SMUGGLED}`,
    ],
    ['with an odd encoding', `Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${SMUGGLED}`],
    ['with a space in a header name', `Content-Length : ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`],
  ])('is not let through %s', async (_how, rest) => {
    const { seen, answer } = await seenRequests(`POST / HTTP/1.1\r\nHost: x\r\n${rest}`);

    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(seen).toEqual(['GET /afterwards']);
  });

  it.each(['DELETE', 'OPTIONS'])('is not let through in the chunks of %s', async (method) => {
    const head = `${method} / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n`;

    const { seen, answer } = await seenRequests(head + chunked(SMUGGLED));

    expect(answer).toMatch(/^HTTP\/1.1 400 /);
    expect(seen).toEqual(['GET /afterwards']);
  });

  it.each([
    ['GET', `Transfer-Encoding: chunked\r\n\r\n${chunked(SMUGGLED)}`],
    ['GET', `Content-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`],
    ['DELETE', `Content-Length: ${SMUGGLED.length}\r\n\r\n${SMUGGLED}`],
    ['POST', `Transfer-Encoding: chunked\r\n\r\n${chunked(SMUGGLED)}`],
  ])('stays a body of %s', async (method, rest) => {
    const { seen } = await seenRequests(`${method} / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${rest}`);

    expect(seen).toEqual([`${method} /`, 'GET /afterwards']);
  });

  it('stays a body when Connection names the headers that frame it', async () => {
    const framing = `Connection: close, content-length\r\nContent-Length: ${SMUGGLED.length}`;

    const { seen } = await seenRequests(`GET / HTTP/1.1\r\nHost: x\r\n${framing}\r\n\r\n${SMUGGLED}`);

    expect(seen).toEqual(['GET /', 'GET /afterwards']);
  });
});
