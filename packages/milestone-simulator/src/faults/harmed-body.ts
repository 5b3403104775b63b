import { once } from 'node:events';
import { type Duplex, Readable } from 'node:stream';
import type { Harm } from './harm.ts';

interface HarmedBodyOptions {
  harm: Harm;
  socket: Duplex;
  /** Aborts when the connection is done with. */
  closed: AbortSignal;
}

/** An answer's body with harm done to it. Where not a byte may pass, not even the headers go out. */
export function harmedBody(payload: unknown, options: HarmedBodyOptions): unknown {
  const { harm, socket } = options;
  if (harm.isOver) void harm.end(socket);
  const isText = typeof payload === 'string' || Buffer.isBuffer(payload);
  if (!isText && !(payload instanceof Readable) && !harm.isOver) return payload;
  const chunks = payload instanceof Readable ? payload : [isText ? Buffer.from(payload) : Buffer.alloc(0)];
  return Readable.from(harmed(chunks, options), { highWaterMark: 1 });
}

/** The reader asks again only once it has written the last piece, so that piece still goes out. */
async function* harmed(
  body: AsyncIterable<unknown> | Iterable<unknown>,
  { harm, socket, closed }: HarmedBodyOptions,
) {
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A body is made of buffers.');
    yield* harm.pieces(chunk, closed);
    if (!harm.isOver) continue;
    await harm.end(socket);
    if (!closed.aborted) await once(closed, 'abort');
    return;
  }
}
