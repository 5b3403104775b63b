import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MilestoneError, ProtocolError, UnavailableError } from '../../errors.ts';
import { cut, multipart, single, xml } from '../testing/image-server-bytes.ts';
import { ByteReader } from './byte-reader.ts';
import { MOST_BODY_BYTES, nextMessage, tooLarge } from './messages.ts';

/** A source whose pieces are gone once the next is asked for, as those of a socket are. */
async function* fleeting(chunks: Iterable<Buffer>): AsyncGenerator<Buffer, undefined> {
  for (const chunk of chunks) {
    const piece = Buffer.from(chunk);
    yield piece;
    piece.fill(0xee);
  }
}

/** Every message up to the end of the connection, bodies read. */
async function received(chunks: Iterable<Buffer>) {
  const reader = new ByteReader(fleeting(chunks));
  const messages: unknown[] = [];
  for (;;) {
    try {
      const message = await nextMessage(reader);
      if (message.kind === 'xml') messages.push(message.fields.errorreason);
      else {
        const bodies: string[] = [];
        for (let some = await message.bodies.next(); some; some = await message.bodies.next()) {
          bodies.push(...some.map((body) => (body === tooLarge ? 'too large' : body.toString('hex'))));
        }
        const { current, next } = message.head;
        messages.push({ current, next, bodies });
      }
    } catch (error) {
      if (error instanceof UnavailableError) return messages;
      throw error;
    }
  }
}

const anyBody = fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const anyTime = fc.integer({ min: 1, max: 4_000_000_000_000 });
const anyImages = fc.record({
  current: anyTime,
  next: anyTime,
  bodies: fc.array(anyBody, { maxLength: 4 }),
  form: fc.constantFrom('multipart', 'single'),
});
const places = fc.array(fc.nat(5000), { maxLength: 40 });

describe('what an ImageServer sends', () => {
  it('is the same however it is cut on the way', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyImages, { maxLength: 4 }), places, async (images, at) => {
        const sent = images.map(({ form, bodies, ...head }) =>
          form === 'single'
            ? single({ ...head, bodies: bodies.slice(0, 1) })
            : multipart({ ...head, bodies }),
        );
        const notice = xml({ methodname: 'connectupdate', errorreason: 'Success' });
        const bytes = Buffer.concat(sent.flatMap((one) => [one, notice]));

        const expected = images.flatMap(({ form, bodies, current, next }) => [
          {
            current,
            next,
            bodies: bodies.slice(0, form === 'single' ? 1 : 4).map((body) => body.toString('hex')),
          },
          'Success',
        ]);
        expect(await received(cut(bytes, at))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('may be anything: it ends in messages or in a typed error, and never hangs', async () => {
    const good = multipart({ current: 5, next: 6, bodies: [Buffer.from('abc'), Buffer.from('de')] });
    const damaged = fc
      .tuple(fc.nat(good.length - 1), fc.nat(255), fc.nat(good.length))
      .map(([at, byte, length]) => {
        const bytes = Buffer.from(good);
        bytes[at] = byte;
        return bytes.subarray(0, length);
      });
    const junk = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, junk), async (bytes) => {
        const failure = await received([bytes]).then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(failure === undefined || failure instanceof MilestoneError).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    [
      'a picture of many gigabytes',
      'ImageResponse\r\nPrev: 1\r\nCurrent: 2\r\nNext: 3\r\nContent-length: 99999999999\r\n\r\n',
    ],
    ['a picture without its length', 'ImageResponse\r\nPrev: 1\r\nCurrent: 2\r\nNext: 3\r\n\r\n'],
    [
      'a length below zero',
      'ImageResponse\r\nPrev: 1\r\nCurrent: 2\r\nNext: 3\r\nContent-length: -1\r\n\r\n',
    ],
    [
      'a time that is none',
      'ImageResponse\r\nPrev: 1\r\nCurrent: yesterday\r\nNext: 3\r\nContent-length: 0\r\n\r\n',
    ],
    [
      'parts without a boundary',
      'ImageResponse\r\nPrev: 1\r\nCurrent: 2\r\nNext: 3\r\nContent-type: multipart/related\r\n\r\n',
    ],
    ['what is no ImageServer', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
  ])('is refused where it is %s', async (_what, bytes) => {
    await expect(received([Buffer.from(bytes)])).rejects.toBeInstanceOf(ProtocolError);
  });

  it.each([
    ['a line', Buffer.alloc(1024, 'x')],
    ['its headers', Buffer.from('A: b\r\n')],
    ['its XML', Buffer.alloc(1024, '<')],
  ])('is refused once %s does not end, long before memory does', async (_what, piece) => {
    let sent = 0;
    function* endless() {
      if (piece[0] === 65) yield Buffer.from('ImageResponse\r\n');
      for (; sent < 100_000; sent += 1) yield piece;
    }

    await expect(received(endless())).rejects.toBeInstanceOf(ProtocolError);
    expect(sent * piece.length).toBeLessThan(256 * 1024);
  });

  it('is handed out up to what is damaged, though that has come with it', async () => {
    const bodies = [Buffer.from('one'), Buffer.from('two'), Buffer.from('three')];
    const sent = multipart({ current: 1, next: 2, bodies });
    sent.write('X', sent.indexOf('three') - 4);
    const message = await nextMessage(new ByteReader(fleeting([sent])));
    if (message.kind === 'xml') throw new Error('These are pictures.');

    expect(await message.bodies.next()).toEqual(bodies.slice(0, 2));
    await expect(message.bodies.next()).rejects.toBeInstanceOf(ProtocolError);
  });

  it.each(['single', 'multipart'])(
    'is passed over where it is larger than that, piece by piece (%s)',
    async (form) => {
      const large = Buffer.alloc(MOST_BODY_BYTES + 1, 7);
      const small = Buffer.from('abc');
      const sent =
        form === 'single'
          ? Buffer.concat([
              single({ current: 1, next: 2, bodies: [large] }),
              single({ current: 1, next: 2, bodies: [small] }),
            ])
          : multipart({ current: 1, next: 2, bodies: [small, large, large, small] });
      const messages = await received(cut(sent, [100, 70_000]));

      const hex = small.toString('hex');
      expect(messages).toMatchObject(
        form === 'single'
          ? [{ bodies: ['too large'] }, { bodies: [hex] }]
          : [{ bodies: [hex, 'too large', 'too large', hex] }],
      );
    },
  );

  it('takes a picture as large as is allowed', async () => {
    const body = Buffer.alloc(MOST_BODY_BYTES, 7);

    const [message] = await received(
      cut(single({ current: 1, next: 2, bodies: [body] }), [1, 70_000, 2_000_000]),
    );

    expect(message).toMatchObject({ bodies: [body.toString('hex')] });
  });
});
