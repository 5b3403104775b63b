import { once } from 'node:events';
import http, { type RequestListener } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { deferred } from '../testing/deferred.ts';
import { FakeClock } from '../testing/fake-clock.ts';
import { failureOf } from '../testing/given.ts';
import { challenge, NTLM2, TARGET_INFO } from '../testing/ntlm-challenge.ts';
import { VmsHttp } from './vms-http.ts';
import type { VmsRequest } from './vms-request.ts';
import { MOST_ANSWER_BYTES } from './whole-reading.ts';

const { signal } = new AbortController();
const read: VmsRequest = { method: 'GET', path: '/cameras', pool: 'read' };
const write: VmsRequest = { method: 'POST', path: '/start', pool: 'write', body: { minutes: 5 } };

async function listen(server: net.Server) {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return `127.0.0.1:${isAddress(address) ? address.port : 0}`;
}
const isAddress = (address: AddressInfo | string | null): address is AddressInfo =>
  typeof address === 'object' && address !== null;

function connectTo(baseUrl: string, maxConnections = 50) {
  const limits = { maxConnections, maxVideoConnections: 1, timeoutMs: 10_000 };
  const vms = new VmsHttp({ baseUrl, clock: new FakeClock(), ...limits });
  onTestFinished(() => vms.close());
  return vms;
}

/** A server that answers so, and what it sees. */
async function given(answer: RequestListener, { root = '', maxConnections = 50 } = {}) {
  const seen: { url: string | undefined; socket: Socket; headers: http.IncomingHttpHeaders }[] = [];
  const server = http.createServer((request, response) => {
    const { url, socket, headers } = request;
    seen.push({ url, socket, headers });
    answer(request, response);
  });
  const host = await listen(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { vms: connectTo(`http://${host}${root}`, maxConnections), seen };
}

describe('the connections to a VMS', () => {
  it('are kept for reads, and new for every write', async () => {
    const { vms, seen } = await given((_, response) => response.end());

    for (const request of [read, read, write, read, write]) await vms.whole(request, signal);

    const [first, second, third, fourth, fifth] = seen.map(({ socket }) => socket);
    expect(second).toBe(first);
    expect(fourth).toBe(first);
    expect(new Set([first, third, fifth]).size).toBe(3);
  });

  it('are no more than allowed: the others wait in line, and who gives up leaves it at once', async () => {
    const waiting: http.ServerResponse[] = [];
    const both = deferred<void>();
    const { vms, seen } = await given(
      (_, response) => {
        if (waiting.push(response) === 2) both.resolve();
      },
      { maxConnections: 2 },
    );
    const impatient = new AbortController();

    const first = [vms.whole(read, signal), vms.whole(read, signal)];
    const gaveUp = failureOf(vms.whole(read, impatient.signal));
    const last = vms.whole(read, signal);
    await both.promise;
    impatient.abort();
    expect(await gaveUp).toMatchObject({ kind: 'aborted' });
    expect(seen).toHaveLength(2);

    for (const response of waiting) response.end();
    await Promise.all(first);
    await expect.poll(() => waiting.length).toBe(3);
    waiting[2]?.end();
    expect(await last).toMatchObject({ status: 200 });
    expect(new Set(seen.map(({ socket }) => socket)).size).toBe(2);
  });

  it('close at once when a caller gives up before they are open', async () => {
    const silent = net.createServer();
    const host = await listen(silent);
    onTestFinished(() => void silent.close());
    const accepted = once(silent, 'connection');
    const caller = new AbortController();

    const failed = failureOf(connectTo(`https://${host}`).whole(read, caller.signal));
    const [socket]: Socket[] = await accepted;
    socket?.resume();
    caller.abort();

    expect(await failed).toMatchObject({ kind: 'aborted' });
    if (!socket?.closed) await once(socket ?? silent, 'close');
  });

  it('are replaced where one broke', async () => {
    let count = 0;
    const { vms } = await given((request, response) => {
      count += 1;
      if (count === 1) request.socket.destroy();
      else response.end('here');
    });

    expect(await failureOf(vms.whole(read, signal))).toMatchObject({ kind: 'unavailable' });
    expect(await vms.whole(read, signal)).toMatchObject({ body: Buffer.from('here') });
  });

  it('carry both halves of an NTLM handshake, whatever else the VMS offers', async () => {
    const offer = ['Negotiate', challenge(NTLM2 | TARGET_INFO)];
    const { vms, seen } = await given((request, response) => {
      const isProof = request.headers.authorization?.startsWith('NTLM TlRMTVNTUAAD');
      if (isProof) response.end('welcome');
      else response.writeHead(401, { 'WWW-Authenticate': offer }).end();
    });
    const account = { domain: 'SITE', username: 'gateway', password: 'secret' };

    const answer = await vms.wholeByNtlm(write, account, signal);

    expect(answer).toMatchObject({ status: 200, body: Buffer.from('welcome') });
    expect(seen).toHaveLength(2);
    expect(seen[1]?.socket).toBe(seen[0]?.socket);
    await vms.wholeByNtlm(write, account, signal);
    expect(seen[2]?.socket).not.toBe(seen[0]?.socket);
  });
});

describe('an address with a path of its own', () => {
  it('goes before every other', async () => {
    const { vms, seen } = await given((_, response) => response.end(), { root: '/site/a/' });

    await vms.whole(read, signal);

    expect(seen[0]?.url).toBe('/site/a/cameras');
  });
});

describe('an answer', () => {
  it.each([
    ['gzip', gzipSync('{"a":1}')],
    ['br', brotliCompressSync('{"a":1}')],
  ])('may come compressed by %s', async (encoding, body) => {
    const { vms, seen } = await given((_, response) =>
      response.setHeader('Content-Encoding', encoding).end(body),
    );

    const answer = await vms.whole(read, signal);

    expect(answer.body.toString()).toBe('{"a":1}');
    expect(seen[0]?.headers['accept-encoding']).toContain(encoding);
  });

  it.each([
    ['damaged', 'gzip', gzipSync('{"a":1}').subarray(0, 15), /damaged/],
    ['in a way that nobody asked for', 'zstd', Buffer.from('x'), /"zstd"/],
    ['without end', 'gzip', gzipSync(Buffer.alloc(MOST_ANSWER_BYTES + 1)), /without end/],
  ])('is no answer where it is compressed and %s', async (_, encoding, body, told) => {
    const { vms } = await given((__, response) => response.setHeader('Content-Encoding', encoding).end(body));

    expect(await failureOf(vms.whole(read, signal))).toMatchObject({
      kind: 'protocol',
      message: expect.stringMatching(told),
    });
  });

  it('that goes on and on is cut off', async () => {
    const closed = deferred<void>();
    const { vms } = await given((request, response) => {
      request.socket.once('close', () => closed.resolve());
      const piece = Buffer.alloc(1024 * 1024);
      const more = () => {
        while (!response.destroyed && response.write(piece));
      };
      response.on('drain', more);
      more();
    });

    expect(await failureOf(vms.whole(read, signal))).toMatchObject({
      kind: 'protocol',
      message: expect.stringMatching(/without end/),
    });
    await closed.promise;
  });

  it('that stops in the middle is none', async () => {
    const { vms } = await given((request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('{"cameras":[', () => request.socket.end());
    });

    expect(await failureOf(vms.whole(read, signal))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringMatching(/dropped the connection/),
    });
  });
});
