import { once } from 'node:events';
import net from 'node:net';
import { pipeline, Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { MilestoneError } from '../errors.ts';
import { VideoBody } from '../video/video-body.ts';
import { cut } from '../xprotect/testing/image-server-bytes.ts';
import { VmsHttp } from './vms-http.ts';

const MIB = 1024 * 1024;
const { signal } = new AbortController();
const IDLE_MS = 5_000;

/** What the server sends to whoever asks anything: pieces, and then it hangs up. */
let pieces: Iterable<Buffer> = [];
/** Of the last connection. */
let sent = 0;
let vms: VmsHttp;
const server = net.createServer((socket) => {
  socket.setNoDelay(true);
  // How the client hangs up is no matter of this test.
  socket.once('data', () => pipeline(Readable.from(counted(pieces)), socket, () => undefined));
});

function* counted(all: Iterable<Buffer>) {
  sent = 0;
  for (const piece of all) {
    sent += piece.length;
    yield piece;
  }
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const limits = { maxConnections: 1, maxVideoConnections: 1, timeoutMs: IDLE_MS };
  vms = new VmsHttp({ baseUrl: `http://127.0.0.1:${port}`, clock: systemClock, ...limits });
});
afterAll(async () => {
  await vms.close();
  server.close();
});

const whole = () => vms.whole({ method: 'GET', path: '/cameras', pool: 'write' }, signal);

/** What of a video comes out, and how it ends. */
async function video(): Promise<{ bytes: Buffer; failure?: unknown }> {
  const got: Buffer[] = [];
  try {
    const { opened } = await vms.open({ method: 'GET', path: '/video', pool: 'video' }, signal);
    if (opened === undefined) return { bytes: Buffer.alloc(0) };
    const body: Readable = new VideoBody(opened.body, { clock: systemClock, idleMs: IDLE_MS, signals: [] });
    for await (const piece of body) got.push(piece);
    return { bytes: Buffer.concat(got) };
  } catch (failure) {
    return { bytes: Buffer.concat(got), failure };
  }
}

const json = '{"cameras":[],"total":0}';
const withLength = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${json.length}\r\n\r\n${json}`;
const inChunks = `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n${json.slice(0, 8)}\r\n${(json.length - 8).toString(16)}\r\n${json.slice(8)}\r\n0\r\n\r\n`;

const hostileHeader = fc.oneof(
  fc.constantFrom(
    'Content-Length: 5\r\n',
    'Content-Length: -1\r\n',
    'Content-Length: 99999999999999999999\r\n',
    'Transfer-Encoding: chunked\r\n',
    'Transfer-Encoding: gzip, chunked\r\n',
    'Content-Encoding: gzip\r\n',
    'Content-Encoding: \0\r\n',
    'Connection: upgrade\r\nUpgrade: websocket\r\n',
    'no colon\r\n',
    ' folded: x\r\n',
    'X\0: y\r\n',
    '__proto__: x\r\n',
    '\r\n',
  ),
  fc.nat(40_000).map((length) => `X: ${'y'.repeat(length)}\r\n`),
  fc.nat(3_000).map((count) => 'X: y\r\n'.repeat(count)),
);
const hostileLine = fc.constantFrom(
  'HTTP/1.1 100 Continue\r\n\r\n',
  'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
  'HTTP/1.1 204 No Content\r\n',
  'HTTP/1.1 99999 Odd\r\n',
  'HTTP/9.9 200 OK\r\n',
  'ICY 200 OK\r\n',
);
const anyAnswer = fc.constantFrom(withLength, inChunks).chain((good) =>
  fc.oneof(
    fc.nat(good.length).map((length) => good.slice(0, length)),
    fc
      .tuple(fc.nat(good.length), fc.string({ unit: 'binary', maxLength: 50 }))
      .map(([at, junk]) => good.slice(0, at) + junk + good.slice(at)),
    fc.tuple(fc.nat(good.length), fc.nat(100)).map(([at, gone]) => good.slice(0, at) + good.slice(at + gone)),
    hostileHeader.map((header) => good.replace('\r\n', `\r\n${header}`)),
    hostileLine.map((line) => line + good),
  ),
);
const places = fc.array(fc.nat(50_000), { maxLength: 20 });

describe('a damaged answer in HTTP', () => {
  it('is an answer or a typed error, however it is damaged and cut on the way', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, places, async (answer, at) => {
        pieces = cut(Buffer.from(answer, 'latin1'), at);

        const ended = await whole().catch((error: unknown) => error);

        expect(ended instanceof MilestoneError || ended).toSatisfy(
          (one) => one === true || (typeof one === 'object' && one !== null && 'status' in one),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['headers', 'HTTP/1.1 200 OK\r\n', 'A: b\r\n'],
    ['one header', 'HTTP/1.1 200 OK\r\nA: ', 'b'.repeat(1_000)],
    ['one line', '', 'b'.repeat(1_000)],
    ['promises of an answer', '', 'HTTP/1.1 100 Continue\r\n\r\n'],
    ['trailers', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n', 'A: b\r\n'],
  ])('that goes on and on with %s is cut off', async (_what, begin, goOn) => {
    function* endless() {
      yield Buffer.from(begin);
      const piece = Buffer.from(goOn.repeat(Math.ceil(16_384 / goOn.length)));
      while (sent < 64 * MIB) yield piece;
    }
    pieces = endless();

    const ended = await whole().catch((error: unknown) => error);

    expect(ended).toBeInstanceOf(MilestoneError);
    expect(sent).toBeLessThan(16 * MIB);
  });
});

describe('a damaged video in parts', () => {
  const frames = fc.array(
    fc.tuple(
      fc.constantFrom('--frame', '--frame\r\n--frame', '', '--other', '--frame--'),
      fc.constantFrom('Content-Length: 6', 'Content-Length: -6', 'Content-Length: 999999999', 'no colon', ''),
      fc.uint8Array({ maxLength: 400 }),
    ),
    { minLength: 1, maxLength: 8 },
  );
  const head =
    'HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\nTransfer-Encoding: chunked\r\n\r\n';

  it('comes out as it was sent, as far as it came; what is missing is told', async () => {
    await fc.assert(
      fc.asyncProperty(frames, places, fc.nat(4_000), fc.boolean(), async (parts, at, length, isWhole) => {
        const body = Buffer.concat(
          parts.flatMap(([boundary, header, data]) => [
            Buffer.from(`${boundary}\r\n${header}\r\n\r\n`),
            data,
          ]),
        );
        const chunks = cut(body, at).filter((piece) => piece.length > 0);
        const framed = Buffer.concat([
          Buffer.from(head),
          ...chunks.flatMap((chunk) => [
            Buffer.from(`${chunk.length.toString(16)}\r\n`),
            chunk,
            Buffer.from('\r\n'),
          ]),
          Buffer.from('0\r\n\r\n'),
        ]);
        const cutAt = isWhole ? framed.length : Math.min(head.length + length, framed.length - 1);
        pieces = cut(framed.subarray(0, cutAt), at);

        const { bytes, failure } = await video();

        expect(body.subarray(0, bytes.length).equals(bytes)).toBe(true);
        if (isWhole) expect({ failure, length: bytes.length }).toEqual({ length: body.length });
        else expect(failure).toMatchObject({ kind: 'unavailable' });
      }),
      { numRuns: 300 },
    );
  });
});
