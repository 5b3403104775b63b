import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { type Footage, givenFootage } from '../testing/either-vms.ts';
import { MOST_BODY_BYTES } from '../xprotect/image-server/messages.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const MIB = 1024 * 1024;
/** The requirement, for each stream. */
const MOST_HELD = 8 * MIB;
const STREAMS = 2;
/** As large as the client takes them. */
const BODY_BYTES = MOST_BODY_BYTES;
/** What each reader takes at least, unless it never reads. */
const READ_BYTES = 16 * MIB;

/** What the slow reader takes at a time. */
const PIECE_BYTES = 16 * 1024;

/** One body to an answer, of pieces that exist once, whoever sends them how often. */
const answer = (current: number, next: number, bytes: number, ...pieces: readonly Buffer[]) => [
  Buffer.from(
    `ImageResponse\r\nRequestId: 1\r\nPrev: 1\r\nCurrent: ${current}\r\nNext: ${next}\r\nContent-length: ${bytes}\r\n\r\n`,
  ),
  ...pieces,
  Buffer.from('\r\n\r\n'),
];

const keyPicture = Buffer.alloc(BODY_BYTES - 32, Buffer.from([0, 0, 1, 0x65]));
const videoHeader = (time: number) => {
  const header = Buffer.alloc(32);
  header.writeUInt16BE(0x10, 0);
  header.writeUInt32BE(BODY_BYTES, 2);
  header.writeUInt16BE(0x0a, 6);
  header.writeUInt16BE(1, 10);
  header.writeBigUInt64BE(BigInt(time), 12);
  header.writeBigUInt64BE(BigInt(time), 20);
  return header;
};
const jpeg = Buffer.alloc(BODY_BYTES, 0x11);
Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 4, 0, 4, 0, 3]).copy(jpeg);

const ofKeyPictures: Footage = {
  rest: [keyPicture],
  xprotect: (current, next) => answer(current, next, BODY_BYTES, videoHeader(current), keyPicture),
};
const ofJpegs: Footage = {
  rest: [jpeg],
  xprotect: (current, next) => answer(current, next, BODY_BYTES, jpeg),
};

/** Reads a stream in its own manner; it looks at the memory whenever it has done something. */
type Reader = (body: Readable, look: () => void) => Promise<void>;

/** What has come by itself is there, and nothing more comes. */
async function untilQuiet(body: Readable, look: () => void) {
  for (let quiet = 0, held = -1; quiet < 20; quiet += 1) {
    await turn();
    if (body.readableLength !== held) quiet = 0;
    held = body.readableLength;
  }
  look();
}

const readers: Record<string, Reader> = {
  'never reads': async (body, look) => {
    await once(body, 'readable');
    await untilQuiet(body, look);
  },
  'reads slowly': async (body, look) => {
    for (let read = 0, looked = 0; read < READ_BYTES; await turn()) {
      const chunk: Buffer | null = body.read(Math.min(PIECE_BYTES, body.readableLength || PIECE_BYTES));
      if (chunk === null) await once(body, 'readable');
      else read += chunk.length;
      if (read < looked + 2 * MIB) continue;
      looked = read;
      look();
    }
  },
  'stops and goes': async (body, look) => {
    for (let read = 0, stop = MIB; read < READ_BYTES; ) {
      const chunk: Buffer | null = body.read();
      if (chunk === null) await once(body, 'readable');
      else read += chunk.length;
      if (read < stop) continue;
      stop += 3 * MIB;
      await untilQuiet(body, look);
    }
  },
};

const cases = (['rest', 'xprotect'] as const).flatMap((api) =>
  Object.entries({ 'key pictures': ofKeyPictures, JPEGs: ofJpegs }).flatMap(([kind, footage]) =>
    Object.entries(readers).map(([manner, read]) => ({ api, kind, footage, manner, read })),
  ),
);

describe('an open video', () => {
  it.each(cases)('of $kind of 7 MiB ($api) holds less than 8 MiB for one who $manner', isBounded);
});

async function isBounded(one: (typeof cases)[number]) {
  const { open } = await givenFootage(one.api, one.footage);
  const memory = () => {
    collectGarbage();
    // What the first pass finds is given back in the background; the second waits for that.
    collectGarbage();
    return process.memoryUsage().arrayBuffers;
  };
  const before = memory();
  let most = 0;
  const look = () => {
    most = Math.max(most, memory() - before);
  };

  const bodies = await Promise.all(Array.from({ length: STREAMS }, async () => (await open()).body));
  await Promise.all(bodies.map((body) => one.read(body, look)));
  look();

  for (const body of bodies) body.destroy();
  expect(most / STREAMS).toBeLessThan(MOST_HELD);
}
