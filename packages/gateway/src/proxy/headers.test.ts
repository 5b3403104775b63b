import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { givenGateway, givenService, Started, toPort } from '../testing/given.ts';
import { rawRequest } from '../testing/raw-request.ts';

const started = new Started();
afterEach(() => started.endAll());

const Headers = z.record(z.string(), z.string());

/** Sends a request with these header lines and returns the headers that the service saw. */
async function seenHeaders(lines: string[], route: object = {}, target = '/cameras') {
  const service = await givenService(started, (request, response) => {
    response.end(JSON.stringify(request.headers));
  });
  const gateway = await givenGateway(started, { services: [toPort(service.port, {}, route)] });
  const answer = await rawRequest(
    gateway.port,
    [`GET ${target} HTTP/1.1`, 'Host: Playhead.example:8443', ...lines, '\r\n'].join('\r\n'),
  );
  const body = answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
  return { headers: Headers.parse(JSON.parse(body)), service, gateway };
}

describe('the headers a service gets', () => {
  it('say where the request came from and what it asked for', async () => {
    const { headers, service, gateway } = await seenHeaders(['Connection: close'], {}, '/cameras?token=x');

    expect(headers).toMatchObject({
      host: `127.0.0.1:${service.port}`,
      'x-real-ip': '127.0.0.1',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
      'x-forwarded-host': 'playhead.example',
      'x-forwarded-port': String(gateway.port),
      'x-forwarded-path': '/cameras',
    });
  });

  it('append the client to the chain it sent, and replace what it claims besides', async () => {
    const { headers } = await seenHeaders([
      'Connection: close',
      'X-Forwarded-For: 10.0.0.1',
      'X-Real-IP: 10.0.0.1',
      'X-Forwarded-Proto: https',
      'X-Consumer-Username: admin',
      'X-Credential-Identifier: admin',
      'X-Anonymous-Consumer: true',
    ]);

    expect(headers).toMatchObject({
      'x-forwarded-for': '10.0.0.1, 127.0.0.1',
      'x-real-ip': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-consumer-username']));
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-credential-identifier']));
    expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-anonymous-consumer']));
  });

  it('leave out what concerns one connection only', async () => {
    const { headers } = await seenHeaders([
      'Connection: close, X-Private',
      'X-Private: 1',
      'Keep-Alive: timeout=5',
      'Proxy-Authorization: Basic eA==',
      'TE: trailers',
    ]);

    const names = Object.keys(headers);
    expect(names.filter((name) => /private|keep-alive|proxy|^te$/.test(name))).toEqual([]);
  });

  it('keep the Host when the route says so', async () => {
    const { headers } = await seenHeaders(['Connection: close'], { preserve_host: true });

    expect(headers.host).toBe('Playhead.example:8443');
  });

  it('name the prefix that was stripped', async () => {
    const { headers } = await seenHeaders(['Connection: close'], { paths: ['/cam'], strip_path: true });

    expect(headers).toMatchObject({ 'x-forwarded-prefix': '/cam', 'x-forwarded-path': '/cameras' });
  });
});

describe('the headers a client gets', () => {
  it('are those of the service, cookies and all, but none about its connection', async () => {
    const service = await givenService(started, (_request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.setHeader('keep-alive', 'timeout=1');
      response.setHeader('proxy-authenticate', 'Basic');
      response.end();
    });
    const gateway = await givenGateway(started, { services: [toPort(service.port)] });

    const { headers } = await fetch(gateway.url);

    expect(headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(headers.has('keep-alive')).toBe(false);
    expect(headers.has('proxy-authenticate')).toBe(false);
  });

  it.each([
    ['HTTP/1.1', 'Connection: close', /\r\nconnection: close\r\n/i],
    ['HTTP/1.0', 'X: y', /\r\nconnection: close\r\n/i],
  ])('end the connection where a client of %s wants that (%s)', async (version, line, expected) => {
    const service = await givenService(started, (_request, response) => response.end('x'));
    const gateway = await givenGateway(started, { services: [toPort(service.port)] });

    const answer = await rawRequest(gateway.port, `GET / ${version}\r\nHost: x\r\n${line}\r\n\r\n`);

    expect(answer).toMatch(expected);
  });
});
