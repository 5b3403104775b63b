import type { IncomingMessage } from 'node:http';
import { Transform } from 'node:stream';

/** The body, byte for byte as it comes, until there is too much of it: then it stops and `onExceeded` is called. */
export function limitBody(request: IncomingMessage, limit: number, onExceeded: () => void): Transform {
  let bytes = 0;
  const limited = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= limit) done(null, chunk);
      else onExceeded();
    },
  });
  return request.pipe(limited);
}
