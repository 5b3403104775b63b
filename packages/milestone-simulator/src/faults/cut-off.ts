import type { Socket } from 'node:net';
import { Readable } from 'node:stream';

/** A body that breaks off after so many bytes by closing the connection; with 0 not even the headers go out. */
export function cutOff(payload: unknown, afterBytes: number, socket: Socket): unknown {
  if (afterBytes === 0) {
    socket.destroy();
    return payload;
  }
  if (payload instanceof Readable)
    return Readable.from(part(payload, afterBytes, socket), { highWaterMark: 1 });
  if (typeof payload === 'string' || Buffer.isBuffer(payload)) {
    return Readable.from(part([Buffer.from(payload)], afterBytes, socket), { highWaterMark: 1 });
  }
  return payload;
}

/** The reader asks again only once it has written the last piece, so that piece still goes out. */
async function* part(body: AsyncIterable<unknown> | Iterable<unknown>, bytes: number, socket: Socket) {
  let left = bytes;
  for await (const chunk of body) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A body is made of buffers.');
    if (chunk.length >= left) {
      yield chunk.subarray(0, left);
      socket.destroySoon();
      return;
    }
    yield chunk;
    left -= chunk.length;
  }
}
