import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { failureOf } from '../testing/given.ts';
import { VideoBody } from './video-body.ts';

const IDLE_MS = 10_000;

function given(source: Readable = new PassThrough()) {
  const clock = new FakeClock();
  const caller = new AbortController();
  const body = new VideoBody(source, { idleMs: IDLE_MS, clock, signals: [caller.signal] });
  return { body, source, clock, caller };
}

describe('video on its way', () => {
  it('hands on every byte and ends with the sequence', async () => {
    const chunks = Array.from({ length: 50 }, (_, index) => Buffer.alloc(10_000, index));
    const { body, clock } = given(Readable.from(chunks, { objectMode: false }));

    expect((await buffer(body)).equals(Buffer.concat(chunks))).toBe(true);
    expect(clock.pending).toEqual([]);
  });

  it('takes no more than it can hold while nobody reads', async () => {
    const sent = { bytes: 0 };
    const endless = new Readable({
      read() {
        sent.bytes += 16_384;
        this.push(Buffer.alloc(16_384));
      },
    });
    const { body } = given(endless);

    body.read(0);
    await once(body, 'readable');

    expect(sent.bytes).toBeLessThan(512 * 1024);
    body.destroy();
  });

  it('waits for a slow reader as long as it takes', async () => {
    const source = new PassThrough({ highWaterMark: 1024 * 1024 });
    const { body, clock } = given(source);
    source.write(Buffer.alloc(512 * 1024));
    body.read(0);
    await once(body, 'readable');

    clock.advance(60 * IDLE_MS);
    source.end();

    expect((await buffer(body)).length).toBe(512 * 1024);
  });

  it('gives a silent VMS up, also between two pictures', async () => {
    const { body, source, clock } = given();
    source.push('first');
    const reading = failureOf(buffer(body));
    await once(body, 'data');

    clock.advance(IDLE_MS - 1);
    source.push('second');
    await once(body, 'data');
    clock.advance(IDLE_MS - 1);
    expect(body.destroyed).toBe(false);
    clock.advance(1);

    expect(await reading).toMatchObject({ kind: 'unavailable', message: expect.stringContaining('10 s') });
    expect(source.destroyed).toBe(true);
  });

  it('tells of a connection that breaks', async () => {
    const { body, source } = given();
    const reading = failureOf(buffer(body));

    source.destroy(new Error('ECONNRESET'));

    expect(await reading).toMatchObject({ kind: 'unavailable' });
  });

  it('tells of a connection that closes without an end', async () => {
    const { body, source } = given();
    const reading = failureOf(buffer(body));

    source.destroy();

    expect(await reading).toMatchObject({ kind: 'unavailable' });
  });

  it('hangs up when the caller aborts, whether anybody reads or not', async () => {
    const { body, source, caller, clock } = given();
    const failed = once(body, 'error');

    caller.abort();

    expect(await failed).toMatchObject([{ kind: 'aborted' }]);
    expect(source.destroyed).toBe(true);
    expect(clock.pending).toEqual([]);
  });

  it('hangs up when the reader goes', async () => {
    const { body, source, clock } = given();
    body.resume();

    body.destroy();
    await once(body, 'close');

    expect(source.destroyed).toBe(true);
    expect(clock.pending).toEqual([]);
  });
});
