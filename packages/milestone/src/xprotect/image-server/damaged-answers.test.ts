import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MilestoneError } from '../../errors.ts';
import { failureOf } from '../../testing/given.ts';
import { cut, multipart, single, videoPacket, xml } from '../testing/image-server-bytes.ts';
import { ByteReader } from './byte-reader.ts';
import { packetsIn } from './generic-byte-data.ts';
import { MOST_BODY_BYTES, nextMessage, tooLarge } from './messages.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** What is held now, in bytes. */
function held(): number {
  collectGarbage();
  // What the first pass finds is given back in the background; the second waits for that.
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}

const MIB = 1024 * 1024;
const TIME = Date.parse('2026-03-01T12:00:00Z');
const BOUNDARY = '--frontier\r\n';

/** Reads on to the end as a stream of video does, down to the pictures; they are let go of at once. */
async function readAll(chunks: Iterable<Buffer>): Promise<never> {
  const source = chunks[Symbol.iterator]();
  const next = async () => source.next();
  const reader = new ByteReader({ next });
  for (;;) {
    const message = await nextMessage(reader);
    if (message.kind === 'xml') continue;
    for (let some = await message.bodies.next(); some; some = await message.bodies.next()) {
      for (const body of some) if (body !== tooLarge) packetsIn(body, message.head.current);
    }
  }
}

const picture = (index: number) =>
  videoPacket({ time: TIME + index, isKey: index === 0, data: Buffer.alloc(40, index) });
const good = Buffer.concat([
  multipart({ current: TIME, next: TIME + 3, bodies: [picture(0), picture(1), picture(2)] }),
  xml({ methodname: 'connectupdate', connected: 'yes', errorreason: 'Success' }),
  single({ current: TIME + 3, next: TIME + 4, bodies: [picture(3)] }),
  multipart({ current: TIME + 4, next: TIME + 5, bodies: [picture(4)] }),
]);

type Damage = (bytes: Buffer) => Buffer;

const spliced = (bytes: Buffer, at: number, gone: number, put: string | Uint8Array = '') =>
  Buffer.concat([
    bytes.subarray(0, at),
    typeof put === 'string' ? Buffer.from(put) : put,
    bytes.subarray(at + gone),
  ]);

/** Where a text stands for the so-many-th time, counted round. */
function placeOf(bytes: Buffer, text: string, nth: number): number {
  const places: number[] = [];
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) places.push(at);
  return places.at(nth % Math.max(1, places.length)) ?? 0;
}

const nth = fc.nat(20);
const hostileHeader = fc.oneof(
  fc.constantFrom(
    'Content-length: 0\r\n',
    'Content-length: -1\r\n',
    'Content-length: 1e9\r\n',
    'Content-length: 999999999999\r\n',
    `Content-length: ${MOST_BODY_BYTES + 1}\r\n`,
    'Content-length: 5\r\nContent-length: 50000\r\n',
    'Content-type: multipart/related; boundary=\r\n',
    'Content-type: multipart/related; boundary="--"\r\n',
    'Current: 0\r\n',
    'Next: -1\r\n',
    'Prev: 99999999999999999999\r\n',
    'PrivacyMask: grid;1\r\n',
    '__proto__: x\r\n',
    ': no name\r\n',
    'no colon\r\n',
    ' folded: x\r\n',
    '\r\n',
    '\0: \0\r\n',
  ),
  fc.nat(40_000).map((length) => `X: ${'y'.repeat(length)}\r\n`),
  fc.nat(3_000).map((count) => 'X: y\r\n'.repeat(count)),
);
const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  fc.nat(good.length).map(
    (length): Damage =>
      (bytes) =>
        bytes.subarray(0, length),
  ),
  fc.tuple(fc.nat(good.length), fc.nat(255)).map(
    ([at, byte]): Damage =>
      (bytes) =>
        spliced(bytes, at, 1, Uint8Array.of(byte)),
  ),
  fc.tuple(fc.nat(good.length), fc.nat(200)).map(
    ([at, gone]): Damage =>
      (bytes) =>
        spliced(bytes, at, gone),
  ),
  fc.tuple(fc.nat(good.length), fc.uint8Array({ maxLength: 200 })).map(
    ([at, junk]): Damage =>
      (bytes) =>
        spliced(bytes, at, 0, junk),
  ),
  // A boundary is missing, or comes twice, or is the last one too soon.
  fc.tuple(nth, fc.constantFrom('', BOUNDARY + BOUNDARY, '--frontier--\r\n\r\n', '--other\r\n')).map(
    ([which, instead]): Damage =>
      (bytes) =>
        spliced(bytes, placeOf(bytes, BOUNDARY, which), BOUNDARY.length, instead),
  ),
  fc.tuple(nth, hostileHeader).map(
    ([which, header]): Damage =>
      (bytes) =>
        spliced(bytes, placeOf(bytes, 'Content-', which), 0, header),
  ),
);
const places = fc.array(fc.nat(100_000), { maxLength: 60 });

describe('damaged answers of an ImageServer', () => {
  it('end in pictures or in a typed error, however they are damaged and cut on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDamage, { minLength: 1, maxLength: 4 }), places, async (damages, at) => {
        const bytes = damages.reduce<Buffer>((damaged, damage) => damage(damaged), good);

        expect(await failureOf(readAll(cut(bytes, at)))).toBeInstanceOf(MilestoneError);
      }),
      { numRuns: 300 },
    );
  });

  it('end in the same way, however they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyDamage, places, async (damage, at) => {
        const bytes = damage(good);
        const [whole, pieces] = [await failureOf(readAll([bytes])), await failureOf(readAll(cut(bytes, at)))];

        expect(String(pieces)).toBe(String(whole));
      }),
      { numRuns: 300 },
    );
  });

  const head = (...headers: string[]) =>
    [
      'ImageResponse',
      'RequestId: 1',
      'Prev: 1',
      `Current: ${TIME}`,
      `Next: ${TIME + 1}`,
      ...headers,
      '',
      '',
    ].join('\r\n');
  const parts = head('Content-type: multipart/related; boundary=frontier');
  const part = (length: number) => `--frontier\r\nContent-length: ${length}\r\n\r\n`;

  it.each([
    ['headers', 'ImageResponse\r\n', 'A: b\r\n'],
    ['one header', 'ImageResponse\r\nA: ', 'b'.repeat(1_000)],
    ['headers of a part', `${parts}--frontier\r\n`, 'A: b\r\n'],
    ['text before a boundary', parts, 'preamble '],
    ['parts without a byte', parts, `${part(0)}\r\n`],
    ['small parts', parts, `${part(40)}${picture(1).subarray(0, 32).toString('latin1')}${'x'.repeat(8)}\r\n`],
    [
      'parts larger than is held',
      parts,
      `${part(2 * MOST_BODY_BYTES)}${'x'.repeat(2 * MOST_BODY_BYTES)}\r\n`,
    ],
    [
      'answers larger than is held',
      '',
      `${head(`Content-length: ${2 * MOST_BODY_BYTES}`)}${'x'.repeat(2 * MOST_BODY_BYTES)}\r\n\r\n`,
    ],
    ['XML', '<', 'a'.repeat(1_000)],
    ['notices', '', `<a>${'b'.repeat(10_000)}</a>\r\n\r\n`],
    [
      'a picture that was announced with a gigabyte',
      head(`Content-length: ${1024 * MIB}`),
      'x'.repeat(1_000),
    ],
  ])('that go on and on with %s hold no more than one body', async (_what, begin, goOn) => {
    const piece = Buffer.from(goOn, 'latin1');
    // Sent once however often, so that only what the client holds counts.
    const many =
      piece.length < 16_384 ? Buffer.alloc(piece.length * Math.ceil(65_536 / piece.length), piece) : piece;
    const before = held();
    let most = 0;
    function* endless() {
      yield Buffer.from(begin, 'latin1');
      for (let sent = 0; sent < 24 * MIB; ) {
        for (let at = 0; at < many.length; at += 60_000) yield Buffer.from(many.subarray(at, at + 60_000));
        sent += many.length;
        if (sent % (8 * MIB) >= many.length) continue;
        most = Math.max(most, held() - before);
      }
    }

    expect(await failureOf(readAll(endless()))).toBeInstanceOf(MilestoneError);
    expect(most).toBeLessThan(8 * MIB);
  });
});
