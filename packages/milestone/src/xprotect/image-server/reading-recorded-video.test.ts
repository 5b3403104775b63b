import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Picture } from './generic-byte-data.ts';
import { muxerFor, RecordedVideo } from './recorded-video.ts';

const BEGIN = Date.parse('2026-03-01T12:00:00Z');
const PICTURES = 200;

const picture = (index: number): Picture => ({
  codec: 'h264',
  isKey: index % 25 === 0,
  time: BEGIN + index * 40,
  data: Buffer.concat([
    Buffer.from([0, 0, 0, 1, 0x65]),
    Buffer.alloc(index % 25 === 0 ? 200_000 : 34_000, 0xa5),
  ]),
});

/** Some at a time. */
async function* rest() {
  for (let index = 1, more = 1; index < PICTURES; more = (more % 4) + 1) {
    const end = Math.min(index + more, PICTURES);
    yield Array.from({ length: end - index }, (_, nth) => picture(index + nth));
    index = end;
  }
}

const video = () =>
  new RecordedVideo({
    muxer: muxerFor('h264', BEGIN),
    first: [picture(0)],
    rest: rest(),
    close: () => undefined,
  });

async function bytesInAll(): Promise<number> {
  let bytes = 0;
  for await (const piece of video()) bytes += piece.length;
  return bytes;
}

describe('reading recorded video', () => {
  it('comes whole to somebody who takes it in the turn in which it is told of', async () => {
    const body = video();
    let bytes = 0;
    const ended = once(body, 'end');
    while (!body.readableEnded) {
      await Promise.race([once(body, 'readable'), ended]);
      for (let piece = body.read(); piece !== null; piece = body.read()) bytes += piece.length;
    }
    expect(bytes).toBe(await bytesInAll());
  });

  it('comes whole to somebody who asks for more before the last piece was handed over', async () => {
    const body = video();
    let bytes = 0;
    body.on('readable', () => {
      for (let piece = body.read(); piece !== null; piece = body.read()) bytes += piece.length;
      process.nextTick(() => body.read(0));
    });
    await once(body, 'end');
    expect(bytes).toBe(await bytesInAll());
  });
});
